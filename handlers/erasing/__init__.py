"""How somebody erases what is kept of them."""
