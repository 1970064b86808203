"""One case as its worker and its officers see and correct it, and what happens to it by itself."""
