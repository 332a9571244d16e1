export { EXIT, UserError } from "tslab-kernel/errors";
