//! Names joined into entities: a union-find that knows what the curator forbids.

use rustc_hash::{FxHashMap, FxHashSet};

/// Sets of names. The root of a set is its least name.
#[derive(Debug)]
pub(crate) struct Clusters {
    parent: Vec<u32>,
    /// By root: the curator's entity that the set belongs to.
    owner: FxHashMap<u32, u32>,
    /// By root: the curator's entities that a name of the set must never join.
    barred: FxHashMap<u32, Vec<u32>>,
    /// Roots of more than one name, and former roots.
    joined: FxHashSet<u32>,
}

impl Clusters {
    /// Every name by itself.
    pub(crate) fn new(names: usize) -> Self {
        Self {
            parent: (0..names as u32).collect(),
            owner: FxHashMap::default(),
            barred: FxHashMap::default(),
            joined: FxHashSet::default(),
        }
    }

    /// The root of a name's set.
    pub(crate) fn root(&self, mut name: u32) -> u32 {
        while self.parent[name as usize] != name {
            name = self.parent[name as usize];
        }
        name
    }

    /// The same, halving the way for the next time.
    fn find(&mut self, mut name: u32) -> u32 {
        while self.parent[name as usize] != name {
            let above = self.parent[self.parent[name as usize] as usize];
            self.parent[name as usize] = above;
            name = above;
        }
        name
    }

    /// Whether nothing was joined to a name that is its own root, nor it to another.
    pub(crate) fn is_alone(&self, name: u32) -> bool {
        self.root(name) == name && !self.joined.contains(&name)
    }

    /// The curator's entity that a name belongs to.
    pub(crate) fn owner(&self, name: u32) -> Option<u32> {
        self.owner.get(&self.root(name)).copied()
    }

    /// Gives a name to an entity of the curator's; `false` when another one has it already or it is barred from it.
    pub(crate) fn claim(&mut self, name: u32, owner: u32) -> bool {
        let root = self.find(name);
        if self.owner.get(&root).is_some_and(|&other| other != owner) || self.is_barred(root, owner) {
            return false;
        }
        self.owner.insert(root, owner);
        true
    }

    /// Forbids a name to join an entity of the curator's.
    pub(crate) fn bar(&mut self, name: u32, owner: u32) {
        let root = self.find(name);
        self.barred.entry(root).or_default().push(owner);
    }

    fn is_barred(&self, root: u32, owner: u32) -> bool {
        self.barred.get(&root).is_some_and(|barred| barred.contains(&owner))
    }

    /// Whether the curator allows two names to be one entity: not of two entities of the curator's, and none barred.
    pub(crate) fn may_join(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let (of_a, of_b) = (self.owner.get(&a).copied(), self.owner.get(&b).copied());
        (of_a.is_none() || of_b.is_none() || of_a == of_b)
            && of_a.is_none_or(|owner| !self.is_barred(b, owner))
            && of_b.is_none_or(|owner| !self.is_barred(a, owner))
    }

    /// Joins the sets of two names unless the curator forbids it; says whether they are one set now.
    pub(crate) fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return true;
        }
        if !self.may_join(a, b) {
            return false;
        }
        let (least, other) = (a.min(b), a.max(b));
        self.parent[other as usize] = least;
        self.joined.extend([least, other]);
        if let Some(owner) = self.owner.remove(&other) {
            self.owner.insert(least, owner);
        }
        if let Some(mut barred) = self.barred.remove(&other) {
            self.barred.entry(least).or_default().append(&mut barred);
        }
        true
    }

    /// Makes every later [`Clusters::root`] one step.
    pub(crate) fn flatten(&mut self) {
        for name in 0..self.parent.len() {
            // the parent of a name is less than it, hence flat already
            self.parent[name] = self.parent[self.parent[name] as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curator_keeps_names_apart() {
        let mut sets = Clusters::new(5);
        assert!(sets.claim(0, 7) && sets.claim(3, 8));
        sets.bar(2, 7);
        assert!(sets.join(0, 1));
        assert!(!sets.join(1, 2), "barred");
        assert!(sets.join(2, 4));
        assert!(!sets.join(4, 0), "a bar holds for the whole set");
        assert!(!sets.join(1, 3), "two entities of the curator's");
        assert!(!sets.claim(1, 8));
        sets.flatten();
        assert_eq!([0, 1, 2, 3, 4].map(|name| sets.root(name)), [0, 0, 2, 3, 2]);
        assert_eq!(sets.owner(1), Some(7));
    }
}
