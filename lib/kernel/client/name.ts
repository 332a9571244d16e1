/** The name under which Jupyter front ends know the kernel. */
export const KERNEL_NAME = "tslab-notebook";
