package org.sngateway.simulator.measure;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.sngateway.simulator.measure.BatteryModel.PerDay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Expected values were worked out by hand from the sentences of the model's explanation. */
class BatteryModelTest {

    /** 86,400 s x 0.005 mA = 432 mAs = 0.12 mAh a day, 43.83 mAh a year; 2000 / (43.83 + 40). */
    @Test
    void aDeviceThatOnlySleepsLosesTheSleepCurrentAndWhatTheCellsLose() {
        assertThat(BatteryModel.years(new PerDay(0, 0, 0, 0, 0))).isCloseTo(23.85780, within(0.0001));
    }

    /**
     * Sending (1000 x 40 + 10,000) x 8 / 250,000 = 1.6 s x 24 = 38.4 mAs; listening 100 - 1.6 = 98.4 s x 20 = 1968 mAs;
     * sleeping 86,300 s x 0.005 = 431.5 mAs. In all 2437.9 mAs = 0.677194 mAh a day = 247.3453 mAh a year.
     */
    @Test
    void sendingListeningAndSleepingAreCountedEachWithItsCurrent() {
        assertThat(BatteryModel.years(new PerDay(1_000, 10_000, 500, 5_000, 100)))
                .isCloseTo(2_000 / (247.3453 + 40), within(0.0001));
    }

    /** Sends 1.6 s, receives (500 x 40 + 5000) x 8 / 250,000 = 0.8 s: 38.4 + 16 + 86,397.6 x 0.005 = 486.388 mAs. */
    @Test
    void theRadioIsOnAtLeastAsLongAsDatagramsTakeOnTheAir() {
        assertThat(BatteryModel.years(new PerDay(1_000, 10_000, 500, 5_000, 0)))
                .isCloseTo(2_000 / (486.388 / 3_600 * 365.25 + 40), within(0.0001));
    }

    /** 20 mA day and night: 480 mAh a day, so about four days. */
    @Test
    void aRadioThatIsAlwaysOnEmptiesTheCellsInFourDays() {
        assertThat(BatteryModel.years(new PerDay(0, 0, 0, 0, 86_400)) * 365.25).isCloseTo(4.1657, within(0.001));
    }

    @Property
    void moreOfAnythingNeverMakesThemLastLonger(
            @ForAll @DoubleRange(max = 1e6) double datagrams,
            @ForAll @DoubleRange(max = 1e8) double octets,
            @ForAll @DoubleRange(max = 1e5) double awake) {
        double years = BatteryModel.years(new PerDay(datagrams, octets, datagrams, octets, awake));
        assertThat(years).isPositive().isLessThan(50);
        assertThat(BatteryModel.years(new PerDay(datagrams * 2, octets, datagrams, octets, awake)))
                .isLessThanOrEqualTo(years);
        assertThat(BatteryModel.years(new PerDay(datagrams, octets, datagrams, octets * 2, awake)))
                .isLessThanOrEqualTo(years);
        assertThat(BatteryModel.years(new PerDay(datagrams, octets, datagrams, octets, awake + 10)))
                .isLessThanOrEqualTo(years);
    }

    @Test
    void everyConstantOfTheFormulaIsInTheExplanation() {
        assertThat(String.join(" ", BatteryModel.explanation()))
                .contains("2000 mAh", "2 %", "24 mA", "20 mA", "0.005 mA", "40 octets", "250000 bit/s", "365.25");
    }
}
