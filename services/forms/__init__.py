"""A draft is a place in a form, kept until it is sent or given up."""
