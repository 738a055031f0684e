// An entry form by itself.

import { entryForm } from "./entryform.js";
import { show } from "./frame.js";

export default { render: (context) => show(context, entryForm) };
