//! What templates see: one small struct a kind of page, made of borrowed strings, finished HTML and links. Templates never
//! see the graph itself.

pub mod about;
pub mod article;
pub mod articles;
pub mod chart;
pub mod citation;
pub mod edition;
pub mod entities;
pub mod entity;
pub mod home;
pub mod map;
pub mod mentions;
pub mod not_found;
pub mod notices;
pub mod quotes;
pub mod relations;
pub mod row;
pub mod search;
pub mod timeline;
pub mod topic;
pub mod topics;
