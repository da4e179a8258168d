"""The words of a large programme: titles of every length, in six languages, and the notes below them."""

from __future__ import annotations

from random import Random

SUBJECTS: dict[str, tuple[str, ...]] = {
    "en": (
        "Community networks", "Routing security for small networks", "Spectrum",
        "Schools without walls: connectivity, teachers and content",
        "Disaster warnings on every phone", "Digital public infrastructure and the cost of identity", "Open science",
        "Media literacy", "Measuring the information society: indicators that small offices can keep up", "E-waste",
        "Financing the last mile", "Languages online", "Accessible by design: procurement, standards and those who test them",
        "Gender and the digital trades", "Telemedicine after the pilot", "Child online protection",
    ),
    "fr": (
        "Réseaux communautaires", "L’école sans murs : connexion, enseignants et contenus", "Science ouverte",
        "Financer le dernier kilomètre", "Langues en ligne : ce que les domaines multilingues changent", "Télémédecine",
    ),
    "es": (
        "Redes comunitarias", "Alertas de desastre en cada teléfono", "Ciencia abierta y revistas de acceso libre",
        "Financiar la última milla", "Comercio electrónico para pequeñas empresas",
    ),
    "ru": (
        "Сети сообществ", "Открытая наука", "Измерение информационного общества: показатели для малых ведомств",
        "Финансирование последней мили", "Телемедицина после первого опыта",
    ),
    "ar": (
        "الشبكات المجتمعية", "العلم المفتوح", "قياس مجتمع المعلومات: مؤشرات تستطيع المكاتب الصغيرة مواكبتها",
        "تمويل الميل الأخير", "إنذارات الكوارث على كل هاتف", "اللغات على الإنترنت",
    ),
    "zh": ("社区网络", "开放科学", "衡量信息社会：小型机构也能维护的指标", "为最后一公里融资", "每部手机上的灾害预警", "网上的语言"),
}  # fmt: skip

SHAPES = ("{}", "{}", "{}: what has changed since Tunis", "{}: from commitments to results, ten country cases")
FIRST = ("en",) * 7 + ("fr", "ar", "zh")
"""The language that a meeting's title was written in; most rounds are announced in English."""

SENTENCES = (
    "Bring questions in writing; the chair takes them in the order of arrival.",
    "Captioned in English; the recording is open for thirty days.",
    "Follows the session of last year, whose outcome asked for figures by region.",
    "Places are limited to those who hold a badge of the second week.",
    "The draft of the note is with the facilitators and will be shared beforehand.",
    "Part of a series of three; the other two are on the same line, on Tuesday and Thursday.",
)


def titles(number: int, chance: Random) -> tuple[dict[str, str], str]:
    """A meeting's titles by language, and the language of the first one."""
    first = FIRST[number % len(FIRST)]
    others = chance.sample([code for code in SUBJECTS if code != first], chance.choice([0, 0, 1, 2]))
    found = {code: chance.choice(SUBJECTS[code]) for code in (first, *others)}
    if first == "en":
        found["en"] = chance.choice(SHAPES).format(found["en"])
    return found, first


def note(number: int, chance: Random) -> str:
    """What stands below the title: nothing, or up to three sentences."""
    return " ".join(chance.sample(SENTENCES, number % 4))
