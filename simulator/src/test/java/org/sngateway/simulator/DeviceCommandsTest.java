package org.sngateway.simulator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the device tools say of a wrong command line, before anything is sent. */
class DeviceCommandsTest {
    /** What the command said first on standard error, and how it ended. */
    private record Complaint(int exitCode, String sentence) {}

    private static Complaint complaint(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.trim().split("\\s+", -1)) {
            words.add(word.equals("''") ? "" : word);
        }
        Spoken spoken = Spoken.by(words.toArray(String[]::new));
        return new Complaint(spoken.exitCode(), spoken.complaint());
    }

    private static void isRefused(String line, String sentence) {
        assertThat(complaint(line)).isEqualTo(new Complaint(64, "sn-sim: " + sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-m x                       | either -t or -T is needed",
                "-t a -T 1 -m x             | either -t or -T is needed",
                "-t a                       | one of -m, -f, -s, -l and -n is needed",
                "-t a -m x -n               | one of -m, -f, -s, -l and -n is needed",
                "-t a -l -s                 | one of -m, -f, -s, -l and -n is needed",
                "-t a -m x -q 3             | -q is -1, 0, 1 or 2",
                "-t a -m x -q -2            | -q is -1, 0, 1 or 2",
                "-t a/b -m x -q -1          | QoS -1 needs a predefined topic id (-T) or a topic name of two octets",
                "-T 1 -m x -q -1 -e 5       | QoS -1 has no connection that could sleep",
                "-t a/+ -m x                | a topic to publish to has no wildcards",
                "-t '' -m x                 | a topic has at least one character, and no NUL",
                "-T 0 -m x                  | a predefined topic id is 1 to 65534",
                "-T 65535 -m x              | a predefined topic id is 1 to 65534",
                "-t a -l --repeat 2         | --repeat does not go with -l",
                "-t a -m x --repeat 0       | --repeat is at least 1, its delay 0",
                "-t a -m x -M 0             | -M is 1 to 10000",
                "-t a -m x -e 65536         | -e is 0 to 65535 seconds",
                "-t a -m x -k 65536         | -k is 0 to 65535 seconds",
                "-t a -m x -p 0             | a port is 1 to 65535",
                "-t a -m x --cport 65536    | a port is 1 to 65535",
                "-t a -m x -i one -I two    | -i and -I exclude each other",
                "-t a -m x --wlnid n        | --wlnid needs --fe",
                "-t a -m x --will-qos 1     | a Will needs --will-topic",
                "-t a -m x --will-topic a/# | --will-topic is a name without wildcards",
                "-t a -m x --will-topic a --will-qos 3 | --will-qos is 0, 1 or 2",
                "-t a -m x --retry 0        | --retry is 0.001 to 3600 s, --retries at least 0"
            })
    void pub(String options, String sentence) {
        isRefused("pub " + options, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-q 1                       | at least one -t or -T is needed",
                "-t a -q -2                 | -q is 0, 1 or 2",
                "-t a -q 3                  | -q is 0, 1 or 2",
                "-t ''                      | a topic has at least one character, and no NUL",
                "-T 65535                   | a predefined topic id is 1 to 65534",
                "-t a -C -2                 | -C and -W are not negative",
                "-t a -R --retained-only    | -R and --retained-only exclude each other",
                "-t a -e -2                 | -e is 0 to 65535 seconds",
                "-t a --will-retain         | a Will needs --will-topic"
            })
    void sub(String options, String sentence) {
        isRefused("sub " + options, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "gw -q 3                    | -q is 0, 1 or 2",
                "gw -q -1                   | -q is 0, 1 or 2",
                "gw --timeout 0             | --timeout is 0.01 to 3600 seconds",
                "gw -t a/#                  | -t is a name without wildcards",
                "gw -T 0                    | a predefined topic id is 1 to 65534",
                "gw --json --prometheus     | --json and --prometheus exclude each other",
                ":1                         | Invalid value for positional parameter at index 0 (HOST[:PORT]): there is no host",
                "gw:mqtt                    | Invalid value for positional parameter at index 0 (HOST[:PORT]): 'mqtt' is not a port"
            })
    void probe(String options, String sentence) {
        isRefused("probe " + options, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--radius 256               | --radius is 0 to 255",
                "--radius -1                | --radius is 0 to 255",
                "--group gw:0               | Invalid value for option '--group' (GROUP[:PORT]): there is no port 0",
                "--wait 0                   | --wait is more than 0 seconds",
                "--interface no-such        | there is no interface no-such"
            })
    void discover(String options, String sentence) {
        isRefused("discover " + options, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "pub -t a -f no/such/file          | 1  | there is no file no/such/file",
                "pub -h sn.invalid -t a -m x       | 69 | there is no host sn.invalid",
                "sub -h sn.invalid -t a            | 69 | there is no host sn.invalid",
                "discover sn.invalid               | 69 | there is no host sn.invalid"
            })
    void whatIsNotThere(String line, int exitCode, String sentence) {
        assertThat(complaint(line)).isEqualTo(new Complaint(exitCode, "sn-sim: " + sentence));
    }
}
