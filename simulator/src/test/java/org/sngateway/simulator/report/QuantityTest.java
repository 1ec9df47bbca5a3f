package org.sngateway.simulator.report;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.measure.Metric.Unit;

import static org.assertj.core.api.Assertions.assertThat;

class QuantityTest {
    @Test
    void timesHaveTheUnitThatFits() {
        assertThat(Quantity.seconds(0)).isEqualTo("0 s");
        assertThat(Quantity.seconds(0.00085)).isEqualTo("850 us");
        assertThat(Quantity.seconds(0.0011)).isEqualTo("1.1 ms");
        assertThat(Quantity.seconds(0.81)).isEqualTo("0.81 s");
        assertThat(Quantity.seconds(14.9)).isEqualTo("14.9 s");
        assertThat(Quantity.seconds(104.2)).isEqualTo("104.2 s");
        assertThat(Quantity.seconds(1510)).isEqualTo("25m10s");
        assertThat(Quantity.seconds(-2.5)).isEqualTo("-2.5 s");
    }

    @Test
    void durationsAreWrittenAsPeopleSayThem() {
        assertThat(Quantity.duration(45)).isEqualTo("45s");
        assertThat(Quantity.duration(600)).isEqualTo("10m00s");
        assertThat(Quantity.duration(3_723)).isEqualTo("1h02m03s");
        assertThat(Quantity.duration(86_400 * 2 + 3_600 * 3)).isEqualTo("2d03h");
        assertThat(Quantity.moment(185)).isEqualTo("3:05");
        assertThat(Quantity.moment(3_723)).isEqualTo("1:02:03");
    }

    @Test
    void thousandsAreSetApart() {
        assertThat(Quantity.count(7)).isEqualTo("7");
        assertThat(Quantity.count(1_012)).isEqualTo("1 012");
        assertThat(Quantity.count(1_234_567)).isEqualTo("1 234 567");
        assertThat(Quantity.count(-1_012)).isEqualTo("-1 012");
        assertThat(Quantity.count(3.9)).isEqualTo("3.9");
    }

    @Test
    void aRatioBelowOneIsNeverRoundedToOne() {
        assertThat(Quantity.text(0.99901, Unit.RATIO)).isEqualTo("0.99901");
        assertThat(Quantity.text(0.9999999, Unit.RATIO)).isEqualTo("0.99999");
        assertThat(Quantity.text(1, Unit.RATIO)).isEqualTo("1");
        assertThat(Quantity.text(1.25, Unit.RATIO)).isEqualTo("1.25");
        assertThat(Quantity.percent(0.041)).isEqualTo("4.1 %");
    }

    @Test
    void otherUnitsAreNamed() {
        assertThat(Quantity.text(61.2, Unit.BYTES)).isEqualTo("61.2 B");
        assertThat(Quantity.text(4.1, Unit.YEARS)).isEqualTo("4.1 years");
        assertThat(Quantity.text(1, Unit.YEARS)).isEqualTo("1 year");
    }
}
