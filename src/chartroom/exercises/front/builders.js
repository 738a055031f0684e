// The controls of each kind, for a widget that shows exercises of any kind.

import { options } from "./choice.js";
import { single } from "./code.js";
import { diagram } from "./diagram.js";
import { entryForm } from "./entryform.js";
import { identifying } from "./identify.js";
import { pairs } from "./match.js";
import { sequence } from "./order.js";
import { builder } from "./procedure.js";
import { worklist } from "./queue.js";
import { misfile, ordering } from "./shelf.js";
import { entry } from "./short.js";
import { sheet } from "./worksheet.js";

const BUILDERS = { choice: options, multiple: options, match: pairs, order: sequence, short: entry, code: single,
  worksheet: sheet, fields: entryForm, queue: worklist, diagram, identify: identifying, procedure: builder };

/** Return what `show` builds an exercise with. */
export function builderOf(spec) {
  if (spec.kind === "shelf") return spec.task === "misfile" ? misfile : ordering;
  return BUILDERS[spec.kind];
}
