// @ts-check
/** For pages beside the desk that have nothing else to keep up to date. */

import { startBeside } from "./desk/beside.js"

startBeside()
