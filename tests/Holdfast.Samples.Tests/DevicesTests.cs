namespace Holdfast.Samples.Tests;

public sealed class DevicesTests : SampleTest
{
    [Fact]
    public async Task Devices_OfANewHouse_AreDrawnWithTheGarden() => Assert.Equal(
        """
        o---/
            +---+
                o---kitchen
                |   +---+
                |       o---lamp
                |       |   +--state             off
                |       |   +--watts             9
                |       o---heater
                |           +--state             off
                |           +--watts             2000
                o---hall
                |   +---+
                |       o---lamp
                |           +--state             off
                |           +--watts             6
                o---garden
                    +---+
                        o---pump
                            +--state             off
                            +--watts             300
        0 watts

        """,
        await Sample.RunAsync("Devices", 0, StorePath));

    [Fact]
    public async Task Devices_ToldByMessages_AreSwitchedAndTheHistoryTellsByWhom()
    {
        await Sample.RunAsync("Devices", 0, StorePath);
        string output = await Sample.RunAsync(
            "Devices",
            0,
            StorePath,
            """{"meta":{"var":"/kitchen/heater","set":{"state":"on"}}}""",
            """{"meta":{"var":"/kitchen/heater","get":"state"}}""",
            """{"meta":{"var":"off","valueReplace":"on"}}""");
        Assert.StartsWith(
            """
            {"d_ret":{"state":"on"},"status":true}
            {"d_ret":{"kitchen":{"heater":{"state":"on","watts":2000}}},"status":true}
            {"d_ret":{"status":true,"l_fileChanged":["/kitchen/lamp/state","/hall/lamp/state"],"hits":2},"status":true}
            o---/

            """,
            output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            """

            2015 watts
            owner: /kitchen/heater/state: "off" -> "on"
            owner: /kitchen/lamp/state: "off" -> "on", /hall/lamp/state: "off" -> "on"

            """,
            output,
            StringComparison.Ordinal);
        using Store store = Store.Open(StorePath);
        Assert.Equal("off", store.GetState("garden").Get<string>("/pump/state"));
    }

    [Fact]
    public async Task Devices_ToldWhatCannotBe_SaySoAndChangeNothing()
    {
        string drawn = await Sample.RunAsync("Devices", 0, StorePath);
        string output = await Sample.RunAsync("Devices", 1, StorePath, """{"meta":{"var":"/cellar","get":""}}""");
        Assert.EndsWith(drawn, output, StringComparison.Ordinal);
        Assert.StartsWith("""{"d_ret":{},"status":false,"error":{"code":"HF0004",""", output, StringComparison.Ordinal);
    }
}
