"""The books of the union's money: funds, what is set aside and paid of them, in entries that are never changed."""
