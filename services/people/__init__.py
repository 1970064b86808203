"""Who somebody is: consent, registration, language."""
