package org.sngateway.simulator.report;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.measure.RunResult;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RunJunitTest {
    private static Element suite(RunResult run) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(RunJunit.of(run))))
                .getDocumentElement();
    }

    @Test
    void eachThresholdIsATest() throws Exception {
        Element suite = suite(SampleRuns.powerCut());
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        Element failed = (Element) suite.getElementsByTagName("testcase").item(2);
        assertThat(failed.getAttribute("name")).isEqualTo("reconnect_time_p95 < 90 s");
        Element failure = (Element) failed.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("it is 104.2 s");
    }

    @Test
    void nothingIsKnownOfAnInvalidRun() throws Exception {
        Element suite = suite(SampleRuns.invalid());
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("errors")).isEqualTo("4");
    }

    @Test
    void aRunWithoutThresholdsIsOneTest() throws Exception {
        assertThat(suite(SampleRuns.empty()).getAttribute("tests")).isEqualTo("1");
    }

    @Test
    void anyNameIsWellFormed() throws Exception {
        assertThat(suite(SampleRuns.hostile()).getAttribute("errors")).isEqualTo("1");
    }
}
