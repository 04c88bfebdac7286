-- The whole job in DuckDB: registers -> figures by site and month, and the rows kept aside.
-- Variables: calls, mail, visits (lists of files in natural order), setting (folder).
-- Types do the checking: what does not cast is kept by store_rejects, with file, line and reason.

CREATE TEMP TABLE sites AS
SELECT site, zone FROM read_csv(getvariable('sites'), header = true, delim = ',');
CREATE TYPE site_id AS ENUM (SELECT site FROM sites ORDER BY site);
CREATE TYPE line AS ENUM ('standard', 'svi');
CREATE TYPE issue AS ENUM ('repondu', 'perdu', 'ferme', 'dissuade');
CREATE TYPE channel AS ENUM ('courrier', 'courriel');
CREATE TYPE audience AS ENUM ('usager', 'collectivite');
CREATE TYPE nature AS ENUM ('demande', 'reclamation', 'suggestion');
CREATE TYPE purpose AS ENUM ('point_numerique', 'information');
CREATE TYPE completion AS ENUM ('aboutie', 'non_aboutie');
CREATE TYPE opinion AS ENUM ('tres_satisfait', 'satisfait', 'peu_satisfait', 'pas_satisfait');

CREATE TEMP TABLE worked AS
SELECT s.site::site_id AS site, w.day, w.worked
FROM read_csv(getvariable('working_days'), header = true, delim = ',',
              columns = {zone: 'VARCHAR', day: 'DATE', worked: 'INTEGER'}) w
JOIN sites s USING (zone);

CREATE TEMP TABLE aside (file VARCHAR, line BIGINT, reason VARCHAR, said VARCHAR);

-- Calls and visits: one pass; rows that cast but do not fit are gathered in their own group.
CREATE TEMP TABLE calls AS
SELECT site, date_trunc('month', debut)::DATE AS month, ligne,
       CASE WHEN site IS NULL OR debut IS NULL OR ligne IS NULL OR issue IS NULL THEN 'blank'
            WHEN attente_s NOT BETWEEN 0 AND 86400 OR duree_s NOT BETWEEN 0 AND 86400
            THEN 'out of bounds' END AS reason,
       count(*) FILTER (issue = 'perdu') AS lost,
       count(*) FILTER (issue IN ('repondu', 'perdu')) AS base,
       count(*) FILTER (issue IN ('ferme', 'dissuade')) AS excluded,
       list(concat_ws(';', debut, issue, attente_s, duree_s)) FILTER (
            site IS NULL OR debut IS NULL OR ligne IS NULL OR issue IS NULL
            OR attente_s NOT BETWEEN 0 AND 86400 OR duree_s NOT BETWEEN 0 AND 86400) AS said
FROM read_csv(getvariable('calls'), header = true, delim = ';', quote = '"', escape = '"',
              columns = {site: 'site_id', debut: 'TIMESTAMP', ligne: 'line', issue: 'issue',
                         attente_s: 'DOUBLE', duree_s: 'DOUBLE'},
              timestampformat = '%d/%m/%Y %H:%M:%S', decimal_separator = ',',
              store_rejects = true)
GROUP BY ALL;
INSERT INTO aside SELECT 'calls', NULL, reason, unnest(said) FROM calls WHERE reason IS NOT NULL;

CREATE TEMP TABLE visits AS
SELECT site, date_trunc('month', arrivee)::DATE AS month, motif,
       CASE WHEN site IS NULL OR arrivee IS NULL OR motif IS NULL THEN 'blank'
            WHEN effectif NOT BETWEEN 1 AND 1000000 THEN 'out of bounds' END AS reason,
       sum(coalesce(effectif, 1)) AS n,
       sum(coalesce(effectif, 1)) FILTER (teleprocedure = 'aboutie') AS done,
       sum(coalesce(effectif, 1)) FILTER (teleprocedure IS NOT NULL) AS tried,
       sum(coalesce(effectif, 1)) FILTER (satisfaction IN ('tres_satisfait', 'satisfait')) AS glad,
       sum(coalesce(effectif, 1)) FILTER (satisfaction IS NOT NULL) AS said_so,
       list(concat_ws(';', arrivee, motif, effectif)) FILTER (
            site IS NULL OR arrivee IS NULL OR motif IS NULL
            OR effectif NOT BETWEEN 1 AND 1000000) AS said
FROM read_csv(getvariable('visits'), header = true, delim = ';', quote = '"', escape = '"',
              columns = {site: 'site_id', arrivee: 'DATE', motif: 'purpose',
                         teleprocedure: 'completion', satisfaction: 'opinion',
                         effectif: 'BIGINT'},
              dateformat = '%Y-%m-%d', store_rejects = true)
GROUP BY ALL;
INSERT INTO aside SELECT 'visits', NULL, reason, unnest(said) FROM visits WHERE reason IS NOT NULL;

-- Mail is kept, in the order of files and lines (rowid), to count each reference once.
CREATE TEMP TABLE letters AS
SELECT site, trim(reference) AS reference, canal, public, nature, recu_le, repondu_le
FROM read_csv(getvariable('mail'), header = true, delim = ';', quote = '"', escape = '"',
              columns = {site: 'site_id', reference: 'VARCHAR', canal: 'channel',
                         public: 'audience', nature: 'nature', recu_le: 'DATE',
                         repondu_le: 'DATE', service: 'VARCHAR'},
              dateformat = '%d/%m/%Y', store_rejects = true);
CREATE TEMP MACRO odd(site, canal, public, nature, recu_le, repondu_le) AS
    CASE WHEN site IS NULL OR canal IS NULL OR public IS NULL OR nature IS NULL
              OR recu_le IS NULL THEN 'blank'
         WHEN repondu_le < recu_le THEN 'before receipt'
         WHEN repondu_le - recu_le > 1000 THEN 'long after receipt' END;
INSERT INTO aside
SELECT 'mail', NULL, odd(site, canal, public, nature, recu_le, repondu_le) AS reason,
       concat_ws(';', reference, recu_le, repondu_le)
FROM letters WHERE reason IS NOT NULL;

CREATE TEMP TABLE mail AS
WITH valid AS (
    SELECT *, rowid AS place FROM letters
    WHERE odd(site, canal, public, nature, recu_le, repondu_le) IS NULL
), latest AS (
    SELECT max_by(place, (repondu_le IS NOT NULL, place)) AS place
    FROM valid WHERE reference <> '' GROUP BY site, reference, year(recu_le)
), once AS (
    SELECT * FROM valid WHERE coalesce(reference, '') = ''
    UNION ALL SELECT valid.* FROM valid SEMI JOIN latest USING (place)
), until AS (
    SELECT greatest(max(recu_le), max(repondu_le)) AS as_of FROM valid
)
SELECT o.site, date_trunc('month', recu_le)::DATE AS month,
       CASE WHEN public = 'collectivite'
            THEN if(canal = 'courrier', 'collectivites-courriers', 'collectivites-courriels')
            WHEN nature <> 'demande' THEN 'reclamations'
            WHEN canal = 'courrier' THEN 'courriers' ELSE 'courriels' END AS flow,
       repondu_le IS NOT NULL AS answered, b.worked - a.worked AS days
FROM once o CROSS JOIN until
JOIN worked a ON a.site = o.site AND a.day = recu_le
JOIN worked b ON b.site = o.site AND b.day = coalesce(repondu_le, as_of);

CREATE TEMP TABLE flows AS
SELECT site, month, flow, if(flow LIKE '%courriels', 5, 15) AS most,
       count(*) FILTER (answered) AS answers,
       count(*) FILTER (NOT answered) AS unanswered,
       count(*) FILTER (answered AND days <= if(flow LIKE '%courriels', 5, 15)) AS in_time,
       count(*) FILTER (NOT answered AND days > if(flow LIKE '%courriels', 5, 15)) AS overdue,
       sum(days) FILTER (answered) AS total,
       quantile_cont(days, [0.5, 0.9]) FILTER (answered) AS quantiles
FROM mail GROUP BY ALL;

COPY (
    SELECT site, month, if(ligne = 'svi', 'appels-perdus-svi', 'appels-perdus') AS indicator,
           lost AS numerator, base AS denominator, 0 AS pending, 0 AS overdue, excluded,
           100 * lost / nullif(base, 0) AS value, NULL AS median, NULL AS p90
    FROM calls WHERE reason IS NULL
    UNION ALL
    SELECT site, month, flow || if(most = 5, '-5j', '-15j'), in_time, answers + overdue,
           unanswered - overdue, overdue, 0, 100 * in_time / nullif(answers + overdue, 0),
           NULL, NULL
    FROM flows
    UNION ALL
    SELECT site, month, flow || '-delai', coalesce(total, 0), answers, unanswered, 0, 0,
           total / nullif(answers, 0), quantiles[1], quantiles[2]
    FROM flows
    UNION ALL
    SELECT site, month, if(motif = 'information', 'pn-infos', 'pn-usagers'), n, 0, 0, 0, 0, n,
           NULL, NULL
    FROM visits WHERE reason IS NULL
    UNION ALL
    SELECT site, month, 'pn-teleprocedures', coalesce(done, 0), coalesce(tried, 0), 0, 0,
           n - coalesce(tried, 0), 100 * coalesce(done, 0) / nullif(tried, 0), NULL, NULL
    FROM visits WHERE reason IS NULL AND motif = 'point_numerique'
    UNION ALL
    SELECT site, month, 'pn-satisfaction', coalesce(glad, 0), coalesce(said_so, 0), 0, 0,
           n - coalesce(said_so, 0), 100 * coalesce(glad, 0) / nullif(said_so, 0), NULL, NULL
    FROM visits WHERE reason IS NULL AND motif = 'point_numerique'
    ORDER BY ALL
) TO (getvariable('figures')) (HEADER, DELIMITER ',');

COPY (
    SELECT s.file_path AS file, e.line, any_value(e.error_message) AS reason,
           any_value(e.csv_line) AS said
    FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id)
    GROUP BY ALL
    UNION ALL SELECT * FROM aside
) TO (getvariable('aside')) (HEADER, DELIMITER ',');
