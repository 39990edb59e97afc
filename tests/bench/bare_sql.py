"""One statement for each workload that makes the JSON itself, with the product's visibility (R6).

The members are those of the product's own answers. Written once for both databases: the names of
the functions that make JSON are filled in.
"""

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\$(\w+)\$(?:\{([^}]*)\})?")


@dataclass(frozen=True)
class Dialect:
    """What the two databases call the same things."""

    object: str
    array: str
    json: str
    now: str
    moment: str  # a point in time as the product prints it
    parameter: str
    padded: str  # a number with leading zeros, so that texts sort as numbers do
    first_day: str  # what an unknown day sorts as, as the index on it has it

    def fill(self, text: str) -> str:
        """Fill in the names: $array$, and $moment${column} where something goes into it."""
        return _PLACE.sub(self._word, text)

    def _word(self, place: re.Match[str]) -> str:
        name, inside = place.groups()
        return str(getattr(self, name)).replace("{0}", self.fill(inside or ""))


POSTGRESQL = Dialect(
    object="json_build_object",
    array="json_agg",
    json="",
    now="now()",
    moment='to_char({0}, \'YYYY-MM-DD"T"HH24:MI:SS"Z"\')',
    parameter="%({0})s",
    padded="to_char({0}, 'FM000000000000')",
    first_day="DATE '0001-01-01'",
)
SQLITE = Dialect(
    object="json_object",
    array="json_group_array",
    json="json",
    now="strftime('%Y-%m-%d %H:%M:%f', 'now')",
    moment="strftime('%Y-%m-%dT%H:%M:%SZ', {0})",
    parameter=":{0}",
    padded="printf('%012d', {0})",
    first_day="'0001-01-01'",
)

PUBLIC_ARTICLE = "t.status = 'published' AND t.published_at <= $now$"
PUBLIC_QUOTE = f"""q.status = 'verified' AND q.terms IN ('on_record', 'background')
 AND (q.embargo_until IS NULL OR q.embargo_until <= $now$)
 AND (q.speaker_id IS NULL
      OR (SELECT a.is_public FROM actors_actor a WHERE a.id = q.speaker_id))
 AND EXISTS (SELECT 1 FROM articles_citation c JOIN articles_article t ON t.id = c.article_id
             WHERE c.quote_id = q.id AND {PUBLIC_ARTICLE})"""


def reference(table: str, resource: str, name: str, kind: str) -> str:
    """Return how a thing is named by others."""
    return (
        f"$object$('slug', {table}.slug, 'name', {table}.{name}, 'kind', {kind}, "
        f"'url', '/api/v1/{resource}/' || {table}.slug || '/')"
    )


def or_null(table: str, made: str) -> str:
    """Return what is made of a joined row, null where there is none."""
    return f"CASE WHEN {table}.id IS NULL THEN NULL ELSE {made} END"


def many(made: str, source: str) -> str:
    """Return the array of what is made of each row of a source, empty where it has none."""
    return f"$json$(coalesce((SELECT $array$({made}) {source}), '[]'))"


def moment(column: str) -> str:
    """Return a point in time as text."""
    return f"$moment${{{column}}}"


def members(table: str, *names: str) -> str:
    """Return columns as members of an object."""
    return ", ".join(f"'{name}', {table}.{name}" for name in names)


ACTOR = "actors", "name"
OFFICE = f"""$object$('title', o.title, 'body', {or_null("b", reference("b", *ACTOR, "b.kind"))},
 'label', o.title || coalesce(', ' || b.name, ''))"""
LINE = "coalesce(s.name || coalesce(', ' || o.title || coalesce(', ' || b.name, ''), ''), \
q.source_description)"
QUOTE = f"""$object$({members("q", "slug")}, 'url', '/api/v1/quotes/' || q.slug || '/',
 {members("q", "text", "language", "original_text", "original_language", "translation_by", "kind")},
 {members("q", "context", "attribution")}, 'attribution_line', {LINE},
 'speaker', {or_null("s", reference("s", *ACTOR, "s.kind"))}, 'office', {or_null("o", OFFICE)},
 {members("q", "source_description", "anonymity_reason", "terms", "channel", "platform")},
 {members("q", "addressee")}, 'carried_by', {or_null("r", reference("r", *ACTOR, "r.kind"))},
 {members("q", "source_url", "said_on_edtf", "said_on_earliest", "said_on_latest")},
 {members("q", "said_on_precision", "said_on_basis")},
 'said_at', {or_null("e", reference("e", "events", "title", "e.kind"))},
 'about', {
    many(
        reference("v", "events", "title", "v.kind"),
        '''
   FROM articles_quote_about l JOIN summits_event v ON v.id = l.event_id AND v.is_public
   WHERE l.quote_id = q.id''',
    )
},
 'continues', {or_null("p", reference("p", "quotes", "text", "p.kind"))},
 'articles', {
    many(
        reference("t", "articles", "headline", "'article'"),
        f'''
   FROM articles_citation c JOIN articles_article t ON t.id = c.article_id
   WHERE c.quote_id = q.id AND {PUBLIC_ARTICLE}''',
    )
},
 'created_at', {moment("q.created_at")}, 'updated_at', {moment("q.updated_at")})"""
OF_A_QUOTE = f"""
 LEFT JOIN actors_actor s ON s.id = q.speaker_id AND s.is_public
 LEFT JOIN actors_office o ON o.id = q.office_id
 LEFT JOIN actors_actor b ON b.id = o.body_id AND b.is_public
 LEFT JOIN actors_actor r ON r.id = q.carried_by_id AND r.is_public
 LEFT JOIN summits_event e ON e.id = q.said_at_id AND e.is_public
 LEFT JOIN articles_quote p ON p.id = q.continues_id
   AND EXISTS (SELECT 1 FROM articles_quote q WHERE q.id = p.id AND {PUBLIC_QUOTE})"""
DAY = "coalesce(q.said_on_earliest, $first_day$)"


def page(chosen: str) -> str:
    """Return the statement of a page: the quotes chosen, and the key of the next page."""
    return f"""SELECT $object$('results', coalesce($array$($json$(made)), '[]'),
 'next', min(day || '_' || $padded${{id}}), 'previous', NULL)
FROM (SELECT {QUOTE} AS made, {DAY} AS day, q.id FROM ({chosen}) q {OF_A_QUOTE}
      ORDER BY {DAY} DESC, q.id DESC) page"""


def chosen(condition: str) -> str:
    """Return the twenty newest public quotes of which a condition holds."""
    return f"""SELECT * FROM articles_quote q WHERE {condition} {PUBLIC_QUOTE}
 ORDER BY {DAY} DESC, q.id DESC LIMIT 20"""


def parameter(name: str) -> str:
    """Return the mark of a parameter."""
    return f"$parameter${{{name}}}"


SPEAKER = f"""q.speaker_id = (SELECT id FROM actors_actor WHERE slug = {parameter("speaker")}
 AND is_public)"""
IN_RANGE = f"""{SPEAKER} AND {DAY} <= {parameter("last")}
 AND (q.said_on_latest >= {parameter("first")}
      OR q.said_on_latest IS NULL AND q.said_on_earliest IS NOT NULL) AND"""
BEHIND = f"({DAY}, q.id) < ({parameter('day')}, {parameter('id')}) AND"

CITED = f"""$object$({members("q", "slug")},
 'name', CASE WHEN length(q.text) > 80 THEN substr(q.text, 1, 79) || '…' ELSE q.text END,
 {members("q", "kind")}, 'url', '/api/v1/quotes/' || q.slug || '/', {members("q", "text")},
 'attribution_line', {LINE}, 'speaker', {or_null("s", reference("s", *ACTOR, "s.kind"))})"""
CITATIONS = f"""$object$('quote', {CITED},
 {members("c", "kind", "as_printed", "context", "cue", "speaker_as_printed", "title_as_printed")},
 'title_on_day', CASE WHEN hidden.name IS NULL THEN c.title_on_day
   ELSE replace(c.title_on_day, ', ' || hidden.name, '') END, {members("c", "paragraph")})"""
OF_AN_ARTICLE = f"""
 FROM (SELECT * FROM articles_citation WHERE article_id = t.id ORDER BY paragraph, id) c
 JOIN articles_quote q ON q.id = c.quote_id AND {PUBLIC_QUOTE}
 LEFT JOIN actors_actor s ON s.id = q.speaker_id AND s.is_public
 LEFT JOIN actors_office o ON o.id = q.office_id
 LEFT JOIN actors_actor b ON b.id = o.body_id AND b.is_public
 LEFT JOIN actors_actor hidden ON hidden.id = o.body_id AND NOT hidden.is_public"""
HTML = """'<p>' || replace(replace(t.body, '&', '&amp;'), '

', '</p>
<p>') || '</p>'"""
ARTICLE = f"""SELECT $object$({members("t", "slug")}, 'url', '/api/v1/articles/' || t.slug || '/',
 {members("t", "headline", "standfirst")}, 'highlights', $json$(t.highlights),
 {members("t", "dateline", "body")}, 'body_html', {HTML},
 {members("t", "language", "genre", "byline", "credit_line")},
 'credits', {
    many(
        reference("a", *ACTOR, "a.kind"),
        '''
   FROM articles_article_credits l JOIN actors_actor a ON a.id = l.actor_id AND a.is_public
   WHERE l.article_id = t.id''',
    )
}, 'image', NULL,
 'topics', {
    many(
        reference("a", "topics", "label", "'topic'"),
        '''
   FROM (SELECT a.* FROM articles_article_topics l JOIN articles_topic a ON a.id = l.topic_id
         WHERE l.article_id = t.id ORDER BY a.label, a.id) a''',
    )
},
 'coverage', {
    many(
        f'''$object$('event', {reference("a", "events", "title", "a.kind")},
   {members("l", "rel", "is_upcoming")})''',
        '''
   FROM (SELECT * FROM articles_coverage WHERE article_id = t.id ORDER BY id) l
   JOIN summits_event a ON a.id = l.event_id AND a.is_public''',
    )
},
 'citations', {many(CITATIONS, OF_AN_ARTICLE)},
 'notices', {
    many(
        f'''$object$({members("n", "slug")}, 'url', '/api/v1/notices/' || n.slug || '/',
   {members("n", "kind", "text")}, 'issued_at', {moment("n.issued_at")})''',
        '''
   FROM articles_notice n WHERE n.article_id = t.slug AND n.issued_at <= $now$''',
    )
},
 'outlet', {or_null("w", reference("w", *ACTOR, "w.kind"))},
 {members("t", "outlet_deduced", "source_headline", "source_url", "source_ref", "source_date")},
 {members("t", "source_updated")}, 'published_at', {moment("t.published_at")},
 {members("t", "version")}, 'created_at', {moment("t.created_at")},
 'updated_at', {moment("t.updated_at")}), t.updated_at
FROM articles_article t LEFT JOIN actors_actor w ON w.id = t.outlet_id AND w.is_public
WHERE t.slug = {parameter("slug")} AND {PUBLIC_ARTICLE}"""
STAMP = f"""SELECT t.updated_at FROM articles_article t
WHERE t.slug = {parameter("slug")} AND {PUBLIC_ARTICLE}"""


def statements(dialect: Dialect) -> dict[str, str]:
    """Return the statement of each workload in the words of a database."""
    made = {
        "W1": page(chosen("")),
        "W2": page(chosen(IN_RANGE)),
        "W3": ARTICLE,
        "W4": page(chosen(BEHIND)),
        "W6": STAMP,
    }
    return {workload: dialect.fill(text) for workload, text in made.items()}
