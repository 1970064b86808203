"""Who asks for somebody else, and who asks together with others."""
