"""What each column of a table is for, told by its name in the usual spellings of many languages.

A role is what the atlas wants to know of a row: its name, where it was, when it began. A name that is
not known here is nobody's role; what a column holds then only helps where no mistake is possible
(shapes written as WKT or GeoJSON).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.doctor.datefigures import Style
from geo.doctor.dates import understand
from geo.schema import STATED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.formats.raw import RawTable

SPELLINGS: Final[Mapping[str, str]] = {
    "id": (
        "id @id fid uid uuid gid identifier identificateur key code reference_id feature_id "
        "event_id place_id record_id objectid osm_id qid kennung nummer nr no number "
        "идентификатор ид код номер 番号 識別子 编号 編號 標識 序号 identificador clave numéro "
        "identificatore código codigo kod identyfikator ідентифікатор 번호"
    ),
    "name": (
        "name title label toponym headline event place placename place_name name_en title_en event_name "
        "site city town settlement location_name feature_name short_name caption "
        "название наименование имя заголовок событие место населённый_пункт пункт топоним "
        "名称 名前 地名 題名 件名 タイトル 表題 出来事 事件 場所 名稱 地點 标题 標題 地点 "
        "bezeichnung titel ortsname ort ereignis "
        "nom titre intitulé toponyme lieu événement evenement nombre título titulo lugar evento suceso "
        "item_label place_label event_label nome titolo denominazione luogo luoghi località evento naam plaats plaatsnaam gebeurtenis nazwa tytuł miejsce miejscowość wydarzenie назва місце подія 이름 명칭 제목 지명 장소 사건"
    ),
    "name_ru": "name_ru name:ru title_ru label_ru название_ru russian_name name_russian",
    "name_ja": "name_ja name:ja title_ja label_ja japanese_name name_japanese 日本語名 和名",
    "name_zh": "name_zh name:zh title_zh label_zh chinese_name name_chinese 中文名 中文名称",
    "lon": (
        "lon lng long longitude x xcoord x_coord coord_x point_x lon_dd longitude_dd decimallongitude "
        "decimal_longitude easting east lon_wgs84 geo_lon wgs84_lon location_lng location.lon "
        "долгота дол 経度 东经 東經 经度 經度 längengrad laengengrad länge geografische_länge longitud "
        "gps_longitude gps_lon gps_lng longitude_e longitude_w long_dd longitudine lengtegraad długość długość_geograficzna довгота 경도"
    ),
    "lat": (
        "lat latitude y ycoord y_coord coord_y point_y lat_dd latitude_dd decimallatitude "
        "decimal_latitude northing north lat_wgs84 geo_lat wgs84_lat location_lat location.lat "
        "широта шир 緯度 纬度 緯 北纬 北緯 breitengrad breite geografische_breite latitud "
        "gps_latitude gps_lat latitude_n latitude_s latitudine breedtegraad szerokość szerokość_geograficzna 위도"
    ),
    "latlon": (
        "coordinates coordinate coords coord latlon lat_lon latlng lat_lng latitude_longitude position "
        "gps gps_coordinates geopoint geo_point coordinate_location point lonlat lon_lat "
        "координаты 座標 坐标 坐標 koordinaten coordonnées coordonnees coordenadas "
        "coordinate_geografiche coordenadas_geográficas coördinaten współrzędne координати 좌표"
    ),
    "shape": (
        "wkt wkb geowkt geom geometry the_geom wkb_geometry geojson shape wkt_geom geom_wkt geo_shape "
        "геометрия геом 形状 几何 幾何 geometrie géométrie geometría geometria"
    ),
    "when": (
        "when date dates datetime date_time time edtf date_edtf event_date date_text year years period "
        "timespan time_span time_period timestamp datation attestation_year "
        "дата даты когда год годы время период датировка 日付 年月日 年 年代 年月 時期 日時 西暦 "
        "日期 时间 時間 年份 datum zeit jahr zeitraum datierung année annee époque fecha año ano periodo "
        "data rok lata okres рік data_evento ano_evento anno anni période 날짜 연도 시기"
    ),
    "month": "month months month_number месяц 月 monat mois mes",
    "day": "day day_of_month день 日 tag jour día dia",
    "start": (
        "start start_date startdate begin begin_date begindate beginning from from_date date_from "
        "datefrom start_year startyear year_start from_year year_from begin_year inception founded "
        "established opened valid_from validfrom since date_start datestart date_begin start_time "
        "starttime earliest start:edtf start_date:edtf gbegin begins started min_date mindate first_year "
        "начало с от дата_начала год_начала начат основан открыт дата_с "
        "開始 開始日 開始年 始期 自 起 开始 开始日期 開始日期 起始 起始年 始年 创建 "
        "beginn anfang von startdatum start_jahr startjahr ab début debut date_début date_debut de depuis "
        "année_début inicio desde fecha_inicio fecha_de_inicio año_inicio "
        "开始时间 開始時間 开始年份 起始日期 起始时间 began built construction_start date_of_start commenced inizio data_inizio anno_inizio dal início data_início ano_início begindatum beginjaar startjaar aanvang początek data_początkowa data_rozpoczęcia rok_rozpoczęcia od початок дата_початку рік_початку від 시작 시작일 시작년도 시작연도"
    ),
    "end": (
        "end end_date enddate finish finished to to_date date_to dateto until till end_year endyear "
        "year_end to_year year_to dissolved abolished closed valid_to validto valid_until date_end "
        "dateend end_time endtime stop stop_date latest end:edtf end_date:edtf gend ends ended max_date "
        "maxdate last_year "
        "конец по до дата_окончания окончание год_окончания закрыт ликвидирован дата_по дата_конца "
        "終了 終了日 終了年 終期 至 止 结束 结束日期 結束 結束日期 终止 終年 终年 "
        "ende bis enddatum end_jahr endjahr fin date_fin à jusque jusqu'à année_fin "
        "hasta fecha_fin fecha_de_fin fecha_final año_fin final "
        "结束时间 結束時間 结束年份 終止日期 终止日期 终止时间 demolished destroyed date_of_end fine data_fine anno_fine fine_anno al fim data_fim ano_fim término einddatum eindjaar einde tot koniec data_końcowa data_zakończenia rok_zakończenia кінець дата_закінчення рік_кінця 종료 종료일 종료년도 종료연도 끝"
    ),
    "category": (
        "category categories type types kind class classification feature_type event_type place_type "
        "fclass fclasses group theme subtype "
        "категория тип вид класс рубрика группа カテゴリ カテゴリー 種類 種別 分類 類型 "
        "类别 類別 类型 分类 種類別 kategorie typ art klasse catégorie categorie categoría categoria tipo clase "
        "tipo_evento tipologia soort kategoria rodzaj категорія 분류 종류 유형"
    ),
    "sources": (
        "source sources source_id references reference citation citations bibliography provenance "
        "title_source source_title data_source ref_source quelle quellen nachweis beleg "
        "источник источники ссылка литература 出典 出所 典拠 参考文献 資料 史料 来源 來源 出处 出處 "
        "références fuente fuentes referencia referencias sources_url "
        "ref refs fonte fonti fontes bron bronnen źródło źródła джерело джерела 출처 자료 문헌"
    ),
    "text": (
        "text description desc details summary abstract content body story narrative about "
        "описание текст содержание подробности 説明 内容 本文 概要 描述 简介 說明 说明 正文 "
        "beschreibung inhalt texte résumé descripción descripcion texto "
        "descrizione testo descrição omschrijving beschrijving opis treść опис 설명 내용"
    ),
    "note": (
        "note notes remark remarks comment comments annotation "
        "примечание примечания комментарий заметки 備考 注 注記 メモ 备注 備註 附注 "
        "anmerkung anmerkungen bemerkung bemerkungen notiz kommentar remarque remarques commentaire "
        "nota notas observaciones comentario "
        "osservazioni observação observações opmerking opmerkingen uwagi uwaga notatki примітка примітки 비고 메모"
    ),
    "certainty": (
        "certainty confidence certitude reliability quality probability "
        "достоверность уверенность надёжность 確度 確実性 信頼度 确定性 可信度 "
        "sicherheit gewissheit zuverlässigkeit certeza fiabilidad fiabilité "
        "certezza zekerheid pewność достовірність 신뢰도"
    ),
    "precision_km": "precision_km",
    "depiction": "depiction",
    "rank": "rank",
    "links": "links",
    "conflicts": "conflicts",
}

SYNONYMS: Final = {
    spelling: (role, order)
    for role, spellings in SPELLINGS.items()
    for order, spelling in enumerate(spellings.split())
}
_BRACKETS: Final = re.compile(r"[()\[\]]")
_IN_BRACKETS: Final = re.compile(r"_?\(.*\)$|_?\[.*\]$")
_SMALL_WORDS: Final = re.compile(r"_(?:de|du|des|di|do|da|del|della|of|the|van|la|le|l')_")
SHORTEST_FOLDED: Final = 4  # letters: a column called a is not the French à
_FOLDED: Final = {
    "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c)): s
    for s in reversed(SYNONYMS)
    if len(s) >= SHORTEST_FOLDED
}
ROLES: Final = tuple(SPELLINGS)
CANONICAL: Final = frozenset(STATED_COLUMNS)

WKT: Final = re.compile(
    r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY)",
    re.IGNORECASE,
)
SHAPE_OBJECT: Final = re.compile(r'\s*\{\s*"(?:type|coordinates|geometries)"\s*:')
DOUBTFUL: Final = frozenset(
    {"from", "to", "data", "fine", "fin", "al", "dal", "od", "tot", "von", "bis", "с", "по", "до", "от", "de", "à",
     "desde", "hasta", "period", "periods", "periodo", "time", "built", "opened", "closed", "founded", "inception", "ab", "since", "until", "till", "depuis", "jusque", "自", "起", "至", "止", "з", "від"}
)  # fmt: skip
"""Names that mean a date only if there are dates in the column: letters are from and to people, too."""
SAMPLE_ROWS: Final = 200
MOSTLY: Final = 0.8


def find_roles(table: RawTable, *, wished: Mapping[str, str]) -> dict[str, str]:
    """Find which column has which role.

    Parameters
    ----------
    wished
        What a person decided, role by role; an empty column takes a role away.

    Returns
    -------
    roles
        The name of the column of each role that is filled. No column has two roles.
    """
    found: dict[str, tuple[int, int, str]] = {}
    taken = {column for column in wished.values() if column}
    for place, column in enumerate(table.columns):
        if column in taken:
            continue
        role, order = _role_of(column)
        if role and role not in wished and (order, place) < found.get(role, (10_000, 0, ""))[:2]:
            found[role] = (order, place, column)
    roles = {role: column for role, (_, _, column) in found.items()}
    if "shape" not in {*roles, *wished} and table.geometry is None:
        pair = roles.get("latlon", "")
        roles |= _shape_column(table, (taken | set(roles.values())) - {pair})
    roles |= {role: column for role, column in wished.items() if column in table.columns}
    return {role: roles[role] for role in ROLES if role in _consistent(roles, table)}


def _role_of(column: str) -> tuple[str, int]:
    """Find the role that the name of a column says, and how usual that spelling is."""
    name = plain_name(column)
    if column.strip() in CANONICAL and column.strip() in SPELLINGS:
        return column.strip(), -1
    bare = _BRACKETS.sub("", name)
    for spelling in (name, name.replace("_", ""), bare, _IN_BRACKETS.sub("", name)):
        for form in (spelling, _SMALL_WORDS.sub("_", spelling), _folded(spelling)):
            if form in SYNONYMS:
                return SYNONYMS[form]
    return "", 0


def _folded(name: str) -> str:
    """Leave out the accents of a Latin name, as those do who type without them."""
    plain = unicodedata.normalize("NFKD", _SMALL_WORDS.sub("_", name))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _FOLDED.get(plain, "") if plain.isascii() else ""


def plain_name(column: str) -> str:
    """Write the name of a column in one way, whatever its capitals and spaces.

    Examples
    --------
    >>> plain_name(" Start-Date "), plain_name("startDate"), plain_name("Широта")
    ('start_date', 'start_date', 'широта')
    """
    name = unicodedata.normalize("NFKC", column).strip().strip("\"'*:").rstrip(".")
    name = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", "_", name)
    return re.sub(r"[\s\-/]+", "_", name.lower())


def _shape_column(table: RawTable, taken: set[str]) -> dict[str, str]:
    """Find a column that holds shapes, whatever it is called."""
    for column, cells in zip(table.columns, table.cells, strict=True):
        stated = [cell for cell in cells[:SAMPLE_ROWS] if cell.strip()]
        shapes = sum(1 for cell in stated if WKT.match(cell) or SHAPE_OBJECT.match(cell))
        if stated and shapes >= MOSTLY * len(stated) and column not in taken:
            return {"shape": column}
    return {}


def _consistent(roles: Mapping[str, str], table: RawTable) -> set[str]:
    """Leave out roles that make no sense together."""
    kept = set(roles)
    if ("lon" in kept) != ("lat" in kept):
        kept -= {"lon", "lat"}
    if "shape" in kept and not _holds_shapes(table.column(roles["shape"])):
        kept.discard("shape")
    if "latlon" in kept and (kept & {"lon", "shape"} or table.geometry is not None):
        kept.discard("latlon")
    for role in {"when", "start", "end"} & kept:
        if plain_name(roles[role]) in DOUBTFUL and not _holds_dates(table.column(roles[role])):
            kept.discard(role)
    if table.geometry is not None:
        kept -= {"lon", "lat", "shape"}
    if "when" not in kept or "month" not in kept:
        kept -= {"month", "day"}
    return kept


def _holds_dates(cells: Sequence[str]) -> bool:
    """Tell whether at least half of the first cells are dates."""
    stated = list(islice((cell for cell in cells if cell.strip()), SAMPLE_ROWS))
    dates = sum(1 for cell in stated if understand(cell, Style(numbers="years")).how != "bad")
    return 2 * dates >= len(stated)


def _holds_shapes(cells: Sequence[str]) -> bool:
    """Tell whether any of the first cells is a shape written as WKT, GeoJSON or hex WKB."""
    stated = list(islice((cell for cell in cells if cell.strip()), SAMPLE_ROWS))
    return any(
        WKT.match(cell) or SHAPE_OBJECT.match(cell) or re.match(r"0[01][0-9A-Fa-f]{16}", cell)
        for cell in stated
    )
