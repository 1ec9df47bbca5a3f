package org.sngateway.simulator.program;

import java.util.ArrayList;
import java.util.List;

/** A command line in words, as a shell would split it: at blanks, except in quotes and after a backslash; no variables. */
public final class CommandWords {
    private CommandWords() {}

    /** @throws IllegalArgumentException with a sentence for the user */
    public static List<String> of(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isInWord = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
                i++;
                word.append(command.charAt(i));
                isInWord = true;
            } else if (quote != 0) {
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                isInWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                isInWord = true;
            } else if (isInWord) {
                words.add(word.toString());
                word.setLength(0);
                isInWord = false;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the command lacks a closing " + quote + ": " + command);
        }
        if (isInWord) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("the command is empty");
        }
        return words;
    }
}
