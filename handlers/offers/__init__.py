"""Offers as officers write them and workers answer them."""
