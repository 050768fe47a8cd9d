// What pages pinned long ago.
