//! The stretches of an article in which names are looked for, cut into sentences and tokens once for all finders.
//!
//! Input: a [`CleanArticle`]. Output: one [`Passage`] for the title and for every block that is prose; program text is left
//! out, and so is a passage in another language than the article's.
//!
//! 1. The block's text is split into sentences.
//! 2. One pass cuts it into tokens: words, numbers, single marks. Hyphens stand alone, so that "Kuwait-based" gives up its
//!    "Kuwait"; a possessive 's stands alone, so that it is never part of a name.
//! 3. Each word gets its shape, its folded form, and what the lexicon knows of it.

use super::lexicon::{Classes, Lexicon};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{BlockKind, CleanArticle, Place};
use crate::text::{Span, fold, sentences};

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `word`
    Lower,
    /// `Word`, `McDonald`, `TOLOnews`
    Title,
    /// `NATO`, `U.S.`
    Upper,
    /// `J.` or `J`
    Initial,
    /// `2021`, `76th`
    Number,
    /// Letters without case.
    Caseless,
    /// The ending `'s`, or a bare apostrophe after a plural.
    Possessive,
    /// Any other character.
    Mark(char),
}

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Byte range in the passage's text.
    pub span: Span,
    /// Byte range of its folded form in [`Passage::folded`].
    key: Span,
    /// How it is written.
    pub shape: Shape,
    /// What the lexicon knows of the word.
    pub classes: Classes,
    /// Bit n is set when the n-th letter is a capital, for the first 32.
    pub capitals: u32,
    /// Nothing stands between it and the token before.
    pub glued: bool,
    /// First token of a sentence, opening marks aside.
    pub starts_sentence: bool,
}

impl Token {
    /// Whether it can be part of a name by its looks.
    pub(super) fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Initial)
    }

    /// Whether it is this mark.
    pub(super) fn is(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }
}

/// How a passage uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// As prose does.
    Prose,
    /// Every Main Word With A Capital: capitals prove nothing.
    Headline,
    /// NOTHING BUT CAPITALS.
    Shouting,
}

/// The title or a block, ready for the finders.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    /// Number of the block, [`TITLE_BLOCK`] for the title.
    pub block: u32,
    /// The block's text.
    pub text: &'a str,
    /// A heading, or the title.
    pub is_heading: bool,
    /// Its sentences, in order.
    pub sentences: Vec<Span>,
    /// For each sentence the range of its tokens.
    pub sentence_tokens: Vec<(u32, u32)>,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// How it uses capitals.
    pub case: Case,
    folded: String,
}

impl<'a> Passage<'a> {
    /// The passages of an article in reading order.
    pub(super) fn all(article: &'a CleanArticle, lexicon: &Lexicon) -> Vec<Self> {
        let title = article.metadata.title.as_str();
        let mut passages = Vec::with_capacity(article.blocks.len() + 1);
        passages.push(Self::new(TITLE_BLOCK, title, true, lexicon));
        for block in &article.blocks {
            // what the finders know holds for the article's language
            if !matches!(block.kind, BlockKind::Code(_)) && block.language.is_none() {
                let is_heading = matches!(block.kind, BlockKind::Heading(_));
                passages.push(Self::new(block.n, &block.text, is_heading, lexicon));
            }
        }
        passages
    }

    /// Cuts a text.
    pub(super) fn new(block: u32, text: &'a str, is_heading: bool, lexicon: &Lexicon) -> Self {
        let sentences = if block == TITLE_BLOCK { vec![Span::new(0..text.len())] } else { sentences(text) };
        let mut passage = Self {
            block,
            text,
            is_heading,
            sentences,
            sentence_tokens: Vec::new(),
            tokens: Vec::with_capacity(text.len() / 5),
            case: Case::Prose,
            folded: String::with_capacity(text.len()),
        };
        passage.cut(lexicon);
        passage.assign_sentences();
        passage.case = passage.judge_case();
        passage
    }

    /// A token's text.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens[at].span.of(self.text)
    }

    /// A token's folded form: lower case, without diacritics.
    pub(super) fn key(&self, at: usize) -> &str {
        self.tokens[at].key.of(&self.folded)
    }

    /// The byte range of a range of tokens.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[to - 1].span.end }
    }

    /// A byte range as a place of the article.
    pub(super) fn place(&self, span: Span) -> Place {
        Place { block: self.block, span }
    }

    /// Index of the sentence that holds a byte offset; the nearest earlier one for white space between two.
    pub(super) fn sentence_at(&self, offset: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.start <= offset).saturating_sub(1)
    }

    /// Whether a line ends, or a cell of a table, between a token and the one before it.
    pub(super) fn breaks_before(&self, at: usize) -> bool {
        at == 0
            || self.text[self.tokens[at - 1].span.end as usize..self.tokens[at].span.start as usize]
                .contains(['\n', '\t'])
    }

    fn cut(&mut self, lexicon: &Lexicon) {
        let text = self.text;
        let mut at = 0;
        let mut end_of_last = usize::MAX;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let end = at + token_length(&text[at..], c, end_of_last == at);
            self.push(Span::new(at..end), end_of_last == at, lexicon);
            end_of_last = end;
            at = end;
        }
    }

    fn push(&mut self, span: Span, glued: bool, lexicon: &Lexicon) {
        let word = span.of(self.text);
        let (shape, capitals) = shape_of(word);
        let start = self.folded.len();
        match shape {
            Shape::Mark(_) | Shape::Possessive => self.folded.push_str(word),
            _ if word.is_ascii() => {
                self.folded.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
            }
            _ => self.folded.push_str(&fold(word)),
        }
        let key = Span::new(start..self.folded.len());
        let classes = match shape {
            Shape::Mark(_) | Shape::Possessive | Shape::Number => Classes::NONE,
            _ => lexicon.classes(key.of(&self.folded)),
        };
        self.tokens.push(Token { span, key, shape, classes, capitals, glued, starts_sentence: false });
    }

    fn assign_sentences(&mut self) {
        let mut token = 0;
        for sentence in &self.sentences {
            let first = token;
            while token < self.tokens.len() && self.tokens[token].span.start < sentence.end {
                token += 1;
            }
            self.sentence_tokens.push((first as u32, token as u32));
            let opening =
                |t: &Token| matches!(t.shape, Shape::Mark(m) if !m.is_alphanumeric() && !matches!(m, ',' | ';'));
            if let Some(start) = (first..token).find(|&at| !opening(&self.tokens[at])) {
                self.tokens[start].starts_sentence = true;
            }
            // speech and what follows a colon, a bullet or a dash begins with a capital too
            for at in first + 1..token {
                let before = self.tokens[at - 1].shape;
                let opens = matches!(before, Shape::Mark('“' | '«' | '„' | '‘' | ':' | '•' | '*' | '|' | '?' | '!'))
                    || (before == Shape::Mark('"') && self.tokens[at].glued);
                if opens && self.tokens[at].is_capitalised() {
                    self.tokens[at].starts_sentence = true;
                }
            }
        }
    }

    /// Counts the words that prose would write small.
    fn judge_case(&self) -> Case {
        let (mut long, mut capital, mut upper) = (0u32, 0u32, 0u32);
        for token in self.tokens.iter().filter(|token| token.span.len() >= 4) {
            match token.shape {
                Shape::Lower => long += 1,
                Shape::Title => {
                    long += 1;
                    capital += 1;
                }
                Shape::Upper => {
                    long += 1;
                    capital += 1;
                    upper += 1;
                }
                _ => {}
            }
        }
        let ordinary = self.tokens.iter().filter(|t| t.shape == Shape::Title && t.classes.has(Classes::WORD)).count();
        if long >= 2 && upper * 10 >= long * 7 {
            Case::Shouting
        } else if self.is_heading && long >= 3 && capital * 10 >= long * 7 && ordinary >= 2 {
            Case::Headline
        } else {
            Case::Prose
        }
    }
}

/// Length in bytes of the token that a text begins with; `c` is its first character.
fn token_length(text: &str, c: char, glued: bool) -> usize {
    if is_apostrophe(c) && glued {
        // the possessive: 's at the end of a word
        let rest = &text[c.len_utf8()..];
        if rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric) {
            return c.len_utf8() + 1;
        }
    }
    if is_ideograph(c) || !is_word(c) {
        return c.len_utf8();
    }
    let mut end = c.len_utf8();
    let mut letters_since_dot = 1;
    let mut dotted = false;
    while let Some(next) = text[end..].chars().next() {
        let after = text[end + next.len_utf8()..].chars().next();
        if is_word(next) && !is_ideograph(next) {
            letters_since_dot += 1;
        } else if next == '.' && letters_since_dot == 1 && (dotted || after.is_some_and(is_letter)) {
            dotted = true;
            letters_since_dot = 0;
        } else if next == '.' && letters_since_dot == 1 && c.is_uppercase() && end == c.len_utf8() {
            return end + 1; // an initial takes its full stop
        } else if is_apostrophe(next) {
            let rest = &text[end + next.len_utf8()..];
            let possessive = rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric);
            if possessive || !after.is_some_and(is_letter) {
                break;
            }
        } else if !(next == '&' && after.is_some_and(char::is_uppercase) && text[..end].ends_with(char::is_uppercase)) {
            break;
        }
        end += next.len_utf8();
    }
    end
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | 'ʻ' | '‘' | '`')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

/// Scripts written without spaces: every character is a token, as UAX #29 has it.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn shape_of(word: &str) -> (Shape, u32) {
    let Some(first) = word.chars().next() else { return (Shape::Mark(' '), 0) };
    if is_apostrophe(first) {
        return (Shape::Possessive, 0);
    }
    if !is_word(first) {
        return (Shape::Mark(first), 0);
    }
    let (mut capitals, mut uppers, mut lowers, mut letters) = (0u32, 0u32, 0u32, 0u32);
    for c in word.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_uppercase() {
            uppers += 1;
            if letters < 32 {
                capitals |= 1 << letters;
            }
        } else if c.is_lowercase() {
            lowers += 1;
        }
        letters += 1;
    }
    let shape = if first.is_numeric() {
        if uppers > 0 && lowers == 0 { Shape::Upper } else { Shape::Number }
    } else if uppers == 0 && lowers == 0 {
        Shape::Caseless
    } else if capitals & 1 == 0 {
        // iPhone, eBay: a capital inside makes a name of it
        if uppers > 0 && letters > 3 { Shape::Title } else { Shape::Lower }
    } else if letters == 1 {
        Shape::Initial
    } else if lowers == 0 {
        Shape::Upper
    } else {
        Shape::Title
    };
    (shape, capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let passage = Passage::new(1, text, false, &Lexicon::default());
        (0..passage.tokens.len()).map(|at| passage.word(at)).collect()
    }

    #[test]
    fn cuts_words_hyphens_and_possessives() {
        assert_eq!(cut("Kuwait-based Al Jazeera’s"), ["Kuwait", "-", "based", "Al", "Jazeera", "’s"]);
        assert_eq!(
            cut("The U.S. Army, U.N.’s J. Smith."),
            ["The", "U.S.", "Army", ",", "U.N.", "’s", "J.", "Smith", "."]
        );
        assert_eq!(cut("O'Brien's boys' AT&T"), ["O'Brien", "'s", "boys", "'", "AT&T"]);
        assert_eq!(cut("d’Ivoire “No,”"), ["d’Ivoire", "“", "No", ",", "”"]);
        assert_eq!(cut("北京 و"), ["北", "京", "و"]);
    }

    #[test]
    fn knows_shapes() {
        let shape = |word| shape_of(word).0;
        assert_eq!(shape("TOLOnews"), Shape::Title);
        assert_eq!(shape("G20"), Shape::Upper);
        assert_eq!(shape("U.S."), Shape::Upper);
        assert_eq!(shape("J."), Shape::Initial);
        assert_eq!(shape("76th"), Shape::Number);
        assert_eq!(shape("eBay"), Shape::Title);
        assert_eq!(shape("Émile"), Shape::Title);
        assert_eq!(shape("’s"), Shape::Possessive);
    }

    #[test]
    fn tells_prose_from_headlines() {
        let lexicon = Lexicon::built_in();
        let case = |text, heading| Passage::new(1, text, heading, lexicon).case;
        assert_eq!(case("Who Is Responsible for the Escalating Situation?", true), Case::Headline);
        assert_eq!(case("Emomali Rahmon arrives in Kabul for talks with officials", true), Case::Prose);
        assert_eq!(case("TALIBAN SEIZE KABUL", false), Case::Shouting);
    }
}
