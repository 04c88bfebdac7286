"""Sources: profiles that map exports onto registers, declared in YAML."""
