"""The life of a household is read, page by page: by its worker under /file, by its officers under the household."""
