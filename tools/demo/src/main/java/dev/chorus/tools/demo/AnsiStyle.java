package dev.chorus.tools.demo;

/** Colors text (ECMA-48, "select graphic rendition"), or returns it unchanged. */
enum AnsiStyle {
    NONE,
    ANSI;

    String bold(String text) {
        return dye(1, text);
    }

    String dim(String text) {
        return dye(2, text);
    }

    String red(String text) {
        return dye(31, text);
    }

    String green(String text) {
        return dye(32, text);
    }

    String yellow(String text) {
        return dye(33, text);
    }

    private String dye(int code, String text) {
        return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
