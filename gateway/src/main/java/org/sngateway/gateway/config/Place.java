package org.sngateway.gateway.config;

/** Where a value was written. */
public sealed interface Place {

    /** As it stands before a problem: {@code 12:7}, the variable's name, the flag. */
    String text();

    /** In the file; both from 1. */
    record InFile(int line, int column) implements Place {
        @Override
        public String text() {
            return line + ":" + column;
        }
    }

    /** In what was changed over HTTP; both from 1. */
    record InOverrides(int line, int column) implements Place {
        @Override
        public String text() {
            return Overrides.FILE + " " + line + ":" + column;
        }
    }

    /** In an environment variable. */
    record InEnvironment(String variable) implements Place {
        @Override
        public String text() {
            return variable;
        }
    }

    /** On the command line. */
    record OnCommandLine(String key) implements Place {
        @Override
        public String text() {
            return "--set " + key;
        }
    }

    /** The file itself: it could not be read. */
    record WholeFile() implements Place {
        @Override
        public String text() {
            return "file";
        }
    }

    /** Nowhere: the default. */
    record Nowhere() implements Place {
        @Override
        public String text() {
            return "default";
        }
    }

    Place DEFAULT = new Nowhere();
}
