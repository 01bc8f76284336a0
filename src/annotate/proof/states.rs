//! American states as news writing abbreviates them.

/// Abbreviations, sorted, with the names: news agencies' and the post's. "LA" and "WA" mean
/// cities as well.
const STATES: [(&str, &str); 95] = [
    ("AK", "Alaska"),
    ("AL", "Alabama"),
    ("AR", "Arkansas"),
    ("AZ", "Arizona"),
    ("Ala.", "Alabama"),
    ("Ariz", "Arizona"),
    ("Ariz.", "Arizona"),
    ("Ark.", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("Calif", "California"),
    ("Calif.", "California"),
    ("Colo", "Colorado"),
    ("Colo.", "Colorado"),
    ("Conn.", "Connecticut"),
    ("DE", "Delaware"),
    ("Del.", "Delaware"),
    ("FL", "Florida"),
    ("Fla", "Florida"),
    ("Fla.", "Florida"),
    ("HI", "Hawaii"),
    ("IA", "Iowa"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("Ill.", "Illinois"),
    ("Ind.", "Indiana"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("Kan.", "Kansas"),
    ("Ky.", "Kentucky"),
    ("La.", "Louisiana"),
    ("MA", "Massachusetts"),
    ("MD", "Maryland"),
    ("ME", "Maine"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MO", "Missouri"),
    ("MS", "Mississippi"),
    ("MT", "Montana"),
    ("Mass.", "Massachusetts"),
    ("Md.", "Maryland"),
    ("Mich", "Michigan"),
    ("Mich.", "Michigan"),
    ("Minn", "Minnesota"),
    ("Minn.", "Minnesota"),
    ("Miss.", "Mississippi"),
    ("Mo.", "Missouri"),
    ("Mont.", "Montana"),
    ("N.C.", "North Carolina"),
    ("N.D.", "North Dakota"),
    ("N.H.", "New Hampshire"),
    ("N.J.", "New Jersey"),
    ("N.M.", "New Mexico"),
    ("N.Y.", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("NE", "Nebraska"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NV", "Nevada"),
    ("NY", "New York"),
    ("Neb.", "Nebraska"),
    ("Nev.", "Nevada"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("Okla", "Oklahoma"),
    ("Okla.", "Oklahoma"),
    ("Ore.", "Oregon"),
    ("PA", "Pennsylvania"),
    ("Pa.", "Pennsylvania"),
    ("R.I.", "Rhode Island"),
    ("RI", "Rhode Island"),
    ("S.C.", "South Carolina"),
    ("S.D.", "South Dakota"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("Tenn", "Tennessee"),
    ("Tenn.", "Tennessee"),
    ("UT", "Utah"),
    ("VA", "Virginia"),
    ("VT", "Vermont"),
    ("Vt.", "Vermont"),
    ("W.Va.", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WV", "West Virginia"),
    ("WY", "Wyoming"),
    ("Wis", "Wisconsin"),
    ("Wis.", "Wisconsin"),
    ("Wyo.", "Wyoming"),
];

/// The name of the state that an abbreviation stands for.
pub(super) fn name(abbreviation: &str) -> Option<&'static str> {
    STATES.binary_search_by_key(&abbreviation, |&(short, _)| short).ok().map(|at| STATES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_sorted_and_stand_for_states() {
        assert!(STATES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(name("Calif."), Some("California"));
        assert_eq!(name("SD"), Some("South Dakota"));
        assert_eq!(name("LA"), None, "a city too");
        assert_eq!(name("Seattle"), None);
    }
}
