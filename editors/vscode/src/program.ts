// Finds the program: the one that came with the extension, the one that the settings name, the one on PATH. Knows no editor, so
// that it can be tried without one.

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** A path that was tried, and why that one. */
export interface Tried {
    path: string;
    why: string;
}

/** Where to look. */
export interface Places {
    /** The folder of the extension. */
    extension: string;
    /** What the settings say; may be empty. */
    setting: string;
    /** The folder that a relative path of the settings starts from. */
    folder: string | undefined;
    platform: NodeJS.Platform;
    arch: string;
    /** The value of PATH. */
    path: string;
}

/** The platforms that the program may come along for. */
export const PLATFORMS = ["win32-x64", "win32-arm64", "darwin-x64", "darwin-arm64", "linux-x64", "linux-arm64"];

/** The program, if it is anywhere, and all that was tried. */
export function find(places: Places): { program: string | undefined; tried: Tried[] } {
    const name = places.platform === "win32" ? "msgraph-lint.exe" : "msgraph-lint";
    const tried: Tried[] = [];
    const platform = `${places.platform}-${places.arch}`;
    if (PLATFORMS.includes(platform)) {
        tried.push({ path: join(places.extension, "bin", platform, name), why: "came with the extension" });
        tried.push({ path: join(places.extension, "bin", name), why: "came with the extension" });
    }
    const setting = places.setting.trim();
    if (setting !== "") {
        const path = isAbsolute(setting) || places.folder === undefined ? setting : join(places.folder, setting);
        tried.push({ path, why: "the setting msgraph-lint.path" });
    }
    for (const folder of places.path.split(delimiter).filter((folder) => folder !== "")) {
        tried.push({ path: join(folder, name), why: "PATH" });
    }
    return { program: tried.find(({ path }) => isProgram(path, places.platform))?.path, tried };
}

function isProgram(path: string, platform: NodeJS.Platform): boolean {
    try {
        accessSync(path, platform === "win32" ? constants.F_OK : constants.X_OK);
        return statSync(path).isFile();
    } catch {
        return false;
    }
}
