"""Views of the core: display choices, refusals, drafts, the chain, the style guide."""
