/**
 * Folders of Garmin's account export and of its devices, and zips in them: they name no person. The export's own zip is
 * called by an id of letters and numbers.
 */
export const OWN =
  /^(di[-_]connect.*|di_.*|garmin.*|activit(y|ies)|monitor|metrics|sleep|hrvstatus|uploadedfiles.*|customer_data|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}(_\d+)?)$/i
