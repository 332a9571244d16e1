/** The folder that relative paths start from, where code for Node asks the process for it: a page knows of one only. */
export const currentFolder = (): string => "/";
