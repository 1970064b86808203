"""Numbers that are not of the mainland: of documents, and of phones."""
