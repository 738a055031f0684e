"""The same plain form for the words of the code set and the words people type.

Used when the search tables are made and again for each question, so that both sides agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Words that say nothing about the condition.
STOP = frozenset(
    [
        "a",
        "about",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "cannot",
        "dr",
        "due",
        "for",
        "from",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "his",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "nec",
        "nos",
        "of",
        "on",
        "or",
        "our",
        "patient",
        "please",
        "pt",
        "she",
        "some",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "was",
        "were",
        "when",
        "which",
        "while",
        "who",
        "will",
        "you",
        "your",
        "associated",
        "classified",
        "also",
        "see",
        "feel",
        "feeling",
        "got",
        "get",
        "getting",
        "keep",
        "keeps",
        "really",
        "very",
        "dx",
        "diagnosis",
        "code",
        "icd",
        # Names no condition: the provider must be asked (guideline I.C.1.d.1.a.ii).
        "urosepsis",
    ]
)
#: Words that hold little: a match on them alone is worth next to nothing.
WEAK = frozenset(
    (
        "with",
        "unspecified",
        "type",
        "disease",
        "syndrome",
        "disorder",
        "specified",
        "encounter",
        "admission",
        "status",
        "condition",
        "problem",
        "visit",
        "site",
        "part",
    )
)

_SHORTHAND = (
    (re.compile(r"\bw\s?/\s?o\b"), " without "),
    (re.compile(r"\bw\s?/"), " with "),
    (re.compile(r"\b[fp]?h\s?/\s?o\b|\bhx\b|\bh/x\b"), " history "),
    (re.compile(r"\bs\s?/\s?p\b"), " status post "),
    (re.compile(r"\bf\s?/\s?u\b"), " follow-up "),
    (re.compile(r"\b[cr]\s?/\s?o\b"), " "),
    (re.compile(r"\bd\s?/\s?t\b|\b2/2\b"), " due to "),
    (re.compile(r"\bfam(?:ily)? hx\b|\bfhx\b"), " family history "),
    (re.compile(r"\b1st\b"), " first "),
    (re.compile(r"\b2nd\b"), " second "),
    (re.compile(r"\b3rd\b"), " third "),
    (re.compile(r"\b([a-z])\.([a-z])\.(?:([a-z])\.?)?(?![a-z])"), r" \1\2\3 "),
    (re.compile(r"['’`´]s\b"), ""),
    (re.compile(r"['’`´]"), ""),
    (re.compile(r"\b(?:non)[\s-]+(?=[a-z]{4})"), "non"),
    (re.compile(r"\bx[\s-]+ray"), "xray"),
    (re.compile(r"\bcovid[\s-]*(?:20)?19\b"), "covid"),
    # The letter A is a word here, not an article.
    (
        re.compile(r"\b(hep|hepatitis|vit|vitamin|influenza|flu|type|group|ha?emophilia) a\b"),
        r"\1 lettera",
    ),
)
# Quick looks that spare most texts the work above and below.
_MAY_BE_SHORT = re.compile(
    r"[/.'’`´]|\bf?hx\b|\dst\b|\dnd\b|\drd\b|\bnon[\s-]|\bx[\s-]ray|covid| a\b"
)
_MAY_BE_NUMBER = re.compile(r"type|stage|grade|class|bipolar|factor")
_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_ROMAN = {"ii": "2", "iii": "3", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11"}
_LOW_ROMAN = re.compile(r"\b(type|stage|grade|class|bipolar|factor)\s+(i|iv|v|x)\b")
_LOW = {"i": "1", "iv": "4", "v": "5", "x": "10"}
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4"}
_NUMBER_AFTER = re.compile(r"\b(type|stage|grade|class)\s+(one|two|three|four)\b")

_IRREGULAR = {
    "abdominal": "abdomen", "femoral": "femur", "humeral": "humerus", "swollen": "swell",
    "feet": "foot", "teeth": "tooth", "children": "child", "bitten": "bite", "bit": "bite",
    "fell": "fall", "fallen": "fall", "burnt": "burn", "women": "woman", "men": "man",
    "anxious": "anxiety", "abnormality": "abnormal", "stung": "sting", "broke": "broken",
    "stuck": "stick", "bled": "bleed", "lost": "loss", "losing": "loss", "torn": "tear",
    "tore": "tear", "bacterial": "bacteria", "bacterium": "bacteria", "viral": "virus",
    "arterial": "artery", "fungal": "fungus", "mycotic": "mycosis", "septic": "sepsis",
    "urinary": "urine", "pharyngeal": "pharynx", "laryngeal": "larynx", "vaccine": "vaccination",
    "vaccinate": "vaccination", "vaccinated": "vaccination", "immunisation": "immunization",
    "epileptic": "epilepsy", "paralytic": "paralysis", "paralyzed": "paralysis",
    "depressed": "depression", "depressive": "depression", "coronary": "coronary",
    "emphysematous": "emphysema", "edematous": "edema", "comatose": "coma", "traumatic": "trauma",
    "rheumatic": "rheumatic", "rheumatism": "rheumatism", "rheumatoid": "rheumatoid",
    "homeless": "homelessness", "homelessness": "homelessness", "screen": "screening",
    "nodular": "nodule", "vascular": "vascular", "gouty": "gout", "smoker": "smoking",
    "smoke": "smoking", "smokes": "smoking", "asthmatic": "asthma", "gangrenous": "gangrene",
    "erythematous": "erythema", "dyslexic": "dyslexia", "autistic": "autism",
    "malnourished": "malnutrition", "undernourished": "undernutrition", "dental": "dental",
    "metastatic": "metastasis", "metastases": "metastasis", "metastasized": "metastasis",
    "general": "general", "generalized": "generalize", "vertebrae": "vertebra",
    "hemiplegic": "hemiplegia", "menstrual": "menstruation", "menstrual.": "menstruation",
    "mental": "mental", "genital": "genital", "organic": "organic", "organ": "organ",
    "physical": "physical", "physician": "physician", "personal": "personal", "person": "person",
    "medical": "medical", "medicine": "medicine", "medication": "medication", "ear": "ear",
    "internal": "internal", "international": "international", "optic": "optic", "intern": "intern",
    "contraceptive": "contraception", "portal": "portal", "port": "port", "central": "central",
    "alcoholic": "alcohol", "herniation": "herniation", "herniated": "herniation",
    "alcoholism": "alcoholism", "ovarian": "ovary", "uterine": "uterus",
    "legal": "legal", "anal": "anus", "penile": "penis", "scrotal": "scrotum", "rectal": "rectum",
    "duodenal": "duodenum", "gastric": "gastric", "esophageal": "esophagus", "tonsillar": "tonsil",
    "thyroidal": "thyroid", "corneal": "cornea", "retinal": "retina", "cervix": "cervix",
    "dietary": "diet", "dying": "death", "dead": "death", "tight": "tight", "tightness": "tight",
    "sight": "sight", "light": "light", "cannot": "cant", "peanuts": "peanut", "hives": "hives",
    "testes": "testis", "testicle": "testis", "testicular": "testis", "embolus": "embolism",
    "emboli": "embolism", "embolic": "embolism", "thrombus": "thrombosis",
    "thrombi": "thrombosis", "thrombotic": "thrombosis", "ulcerative": "ulcerative",
    "anxieties": "anxiety", "painful": "pain", "bruised": "bruise", "dizzy": "dizziness",
    "itchy": "itch", "itching": "itch", "allergies": "allergy", "allergic": "allergic",
    "pneumoniae": "pneumoniae", "mono": "mono", "money": "money",
}  # fmt: skip
# (ending, replacement), the first that fits and leaves a stem of at least four letters.
_ENDINGS = (
    ("ization", ""), ("izing", ""), ("ized", ""), ("ize", ""),
    ("ations", ""), ("ation", ""), ("ating", ""), ("ated", ""), ("ate", ""),
    ("fulness", ""), ("iveness", ""), ("ousness", ""), ("nesses", ""), ("ness", ""),
    ("ically", ""), ("ical", ""), ("otic", "os"), ("etic", "et"), ("ics", ""), ("ic", ""),
    ("ments", ""), ("ancy", ""), ("ency", ""), ("ance", ""), ("ence", ""), ("ant", ""),
    ("ent", ""), ("ities", ""), ("ity", ""), ("ious", ""), ("eous", ""), ("ous", ""),
    ("ively", ""), ("ive", ""), ("ions", ""), ("ion", ""), ("ings", ""), ("ing", ""),
    ("ially", ""), ("ial", ""), ("ally", ""), ("al", ""), ("ed", ""), ("ly", ""),
    ("sis", "s"), ("ia", ""),
)  # fmt: skip


def fold(text: str) -> str:
    """Return lower-case text without accents, with shorthand and Roman numbers written out."""
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    if _MAY_BE_SHORT.search(plain):
        for pattern, replacement in _SHORTHAND:
            plain = pattern.sub(replacement, plain)
    if _MAY_BE_NUMBER.search(plain):
        plain = _LOW_ROMAN.sub(lambda match: f"{match[1]} {_LOW[match[2]]}", plain)
        plain = _NUMBER_AFTER.sub(lambda match: f"{match[1]} {_NUMBERS[match[2]]}", plain)
    return plain


def words(text: str) -> list[str]:
    """Return the words of a text in order, in American spelling; stop words stay in."""
    return [_american(word) for word in _WORD.findall(fold(text))]


def stems(text: str) -> list[str]:
    """Return the stems of a text's words, without stop words."""
    return stems_of(words(text))


def stems_of(some: list[str]) -> list[str]:
    """Return the stems of words, without stop words."""
    return [stem(word) for word in some if word not in STOP]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a short form shared by the forms of a word: fractures, fractured -> fractur.

    It need not be a word and may join unlike words; both sides are treated the same way.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word[0].isdigit():
        return word
    word = _singular(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)] + replacement
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    while len(word) > 3 and word[-1] in "aeioy":
        word = word[:-1]
    return word


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a rough key of how a word sounds: newmonia and pneumonia agree."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^(?:pn|kn|gn|mn)", "n"), (r"^ps", "s"), (r"^x", "s"), (r"^wr", "r"), (r"^wh", "w"),
        (r"rrh|rh", "r"), (r"ph", "f"), (r"tch|ch", "k"), (r"sch", "sk"), (r"ght", "t"),
        (r"gh", "g"), (r"th", "t"), (r"ck", "k"), (r"sc(?=[eiy])", "s"), (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"), (r"x", "ks"), (r"z", "s"), (r"(?:ti|si|ci)(?=on|a)", "s"),
        (r"g(?=[eiy])", "j"), (r"dj", "j"), (r"v", "f"), (r"ew", "u"), (r"h", ""),
        (r"(?<!^)[aeiouyw]+", ""), (r"^[aeiouy]+", "a"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def _american(word: str) -> str:
    if len(word) < 5:
        return _ROMAN.get(word, word)
    word = word.replace("ae", "e").replace("oe", "e")
    if word.endswith(("our", "ours")) and len(word) > 5:
        word = word.replace("our", "or")
    if word.endswith(("yse", "ysed")):
        word = word.replace("yse", "yze")
    if "is" in word and len(word) > 6:
        word = word.replace("isation", "ization")
    if word.endswith("tre") and len(word) > 5:
        word = word[:-2] + "er"
    if word.endswith("fibre"):
        word = word[:-2] + "er"
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ses"):
        return word[:-2]
    if word.endswith(("xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
