"""What is changed in a household's file or a registration: what it can be, what is asked for it, who decides."""
