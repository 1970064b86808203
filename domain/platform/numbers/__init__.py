"""Numbers that are not of the mainland, of documents and of phones; and the one that stands in a sentence."""
