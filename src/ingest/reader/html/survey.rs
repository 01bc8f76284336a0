//! One pass over the page before the walk: how much text each element holds, how much of it in links, which tables are
//! data and which are layout.

use super::element::{Part, part};
use super::tree::{DOCUMENT, NodeId, Step, Tree};
use html5ever::local_name;

/// What the walk wants to know of an element before it enters it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Characters of text below, white space aside; at most `u32::MAX`.
    pub(super) text: u32,
    /// Those inside links.
    pub(super) linked: u32,
}

/// Figures of a whole page.
#[derive(Debug)]
pub(super) struct Survey {
    weights: Vec<Weight>,
    layout_tables: Vec<NodeId>,
}

impl Survey {
    /// Weighs every element of the page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut survey = Self { weights: vec![Weight::default(); tree.len()], layout_tables: Vec::new() };
        let mut tables: Vec<TableShape> = Vec::new();
        let mut links = 0_u32;
        let mut step = Some(Step::Enter(DOCUMENT));
        while let Some(now) = step {
            step = tree.after(now, DOCUMENT);
            match now {
                Step::Enter(id) => {
                    if let Some(text) = tree.text(id) {
                        survey.weigh(tree, id, text, links > 0);
                        continue;
                    }
                    let Some(element) = tree.element(id) else { continue };
                    match part(element) {
                        // scripts and the like weigh nothing
                        Part::Nothing => step = tree.after(Step::Leave(id), DOCUMENT),
                        Part::Link => links += 1,
                        Part::Table => {
                            if let Some(outer) = tables.last_mut() {
                                outer.holds_blocks = true;
                            }
                            let role = element.attribute(&local_name!("role"));
                            tables.push(TableShape {
                                is_presentation: matches!(role, Some("presentation" | "none")),
                                ..TableShape::default()
                            });
                        }
                        part => note_in_table(&mut tables, part, *element.html_name() == local_name!("th")),
                    }
                }
                Step::Leave(id) => {
                    if let Some(parent) = tree.parent(id) {
                        let weight = survey.weights[id as usize];
                        let above = &mut survey.weights[parent as usize];
                        above.text = above.text.saturating_add(weight.text);
                        above.linked = above.linked.saturating_add(weight.linked);
                    }
                    match tree.element(id).map(part) {
                        Some(Part::Link) => links = links.saturating_sub(1),
                        Some(Part::Cell) => {
                            let text = survey.weights[id as usize].text;
                            if let Some(table) = tables.last_mut() {
                                table.longest_cell = table.longest_cell.max(text);
                            }
                        }
                        Some(Part::Table) => {
                            let table = tables.pop().filter(TableShape::is_layout);
                            survey.layout_tables.extend(table.map(|_| id));
                        }
                        _ => {}
                    }
                }
            }
        }
        survey.layout_tables.sort_unstable();
        survey
    }

    fn weigh(&mut self, _tree: &Tree, id: NodeId, text: &str, linked: bool) {
        let characters = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        self.weights[id as usize] = Weight { text: characters, linked: if linked { characters } else { 0 } };
    }

    pub(super) fn weight(&self, id: NodeId) -> Weight {
        self.weights[id as usize]
    }

    /// Whether the element holds more than half of the page's text.
    pub(super) fn holds_most(&self, id: NodeId) -> bool {
        let all = self.weights[DOCUMENT as usize].text;
        u64::from(self.weight(id).text) * 2 > u64::from(all)
    }

    /// Whether a table only places things on the page.
    pub(super) fn is_layout_table(&self, id: NodeId) -> bool {
        self.layout_tables.binary_search(&id).is_ok()
    }
}

/// Longest text of a cell in a table of data; more is prose.
const LONGEST_DATA_CELL: u32 = 600;

#[derive(Debug, Default)]
struct TableShape {
    rows: u32,
    cells: u32,
    heads: u32,
    longest_cell: u32,
    holds_blocks: bool,
    is_presentation: bool,
}

impl TableShape {
    /// Tables of one row or one column, with tables or headings in them, or with prose in their cells, are layout.
    fn is_layout(&self) -> bool {
        let one_column = self.cells <= self.rows;
        self.is_presentation
            || self.holds_blocks
            || self.rows < 2
            || (one_column && self.heads == 0)
            || self.longest_cell > LONGEST_DATA_CELL
    }
}

fn note_in_table(tables: &mut [TableShape], part: Part, is_head: bool) {
    let Some(table) = tables.last_mut() else { return };
    match part {
        Part::Row => table.rows += 1,
        Part::Cell => {
            table.cells += 1;
            table.heads += u32::from(is_head);
        }
        Part::Heading(_) | Part::Figure | Part::Quote | Part::Preformatted => table.holds_blocks = true,
        _ => {}
    }
}
