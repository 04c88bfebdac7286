"""French: what its grammar asks of names.

Takes names as they are declared; gives the words of a sentence. Convention owned here: a name of
an office takes its article, any other stands as the name of a place.
"""

OFFICES = ("préfecture", "sous-préfecture", "maison", "mairie", "direction")
VOWELS = "aàâäeéèêëiîïoôöuùûüyæœ"
ARTICLES = {"le ": "du ", "les ": "des "}
PLACES = {"le ": "au ", "les ": "aux "}


def at(name: str) -> str:
    """Return a name after « à ».

    >>> [at(one) for one in ("Istres", "Le Havre", "Les Mureaux", "Préfecture")]
    ['à Istres', 'au Havre', 'aux Mureaux', 'à la préfecture']
    """
    low = name.lower()
    for article, joined in PLACES.items():
        if low.startswith(article):
            return joined + name[len(article) :]
    if low.startswith(OFFICES):
        return "à la " + name[:1].lower() + name[1:]
    return "à " + name


def of(name: str) -> str:
    """Return a name after « de ».

    >>> [of(one) for one in ("Istres", "Aix", "Le Havre", "Préfecture", "Salon")]
    ["d'Istres", "d'Aix", 'du Havre', 'de la préfecture', 'de Salon']
    """
    low = name.lower()
    for article, joined in ARTICLES.items():
        if low.startswith(article):
            return joined + name[len(article) :]
    if low.startswith(OFFICES):
        return "de la " + name[:1].lower() + name[1:]
    return ("d'" if low[:1] in VOWELS else "de ") + name
