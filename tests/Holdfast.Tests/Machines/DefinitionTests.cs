using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <summary>Definitions as JSON and as drawings.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public void ToJson_OfEverything_ReadAgainIsTheSame()
    {
        Value json = Everything().ToJson();
        Assert.Equal(Expected, json.ToString(Holdfast.Documents.Json.JsonStyle.Indented));

        // What was a decimal is any value to who does not know the type.
        Assert.Equal(
            json.ToString(),
            Readable(json).ToJson().ToString().Replace("Value", "Decimal", StringComparison.Ordinal));
    }

    [Fact]
    public void FromJson_AMachineOfIt_GoesAsTheFirst()
    {
        using Machine<string, string> machine = Readable(Everything().ToJson()).CreateMachine();
        machine.Fire("turn on");
        Assert.Equal("idle", machine.Current);
        machine.Fire("load", (Value)3);
        Assert.Equal("busy", machine.Current);
        Assert.Throws<HoldfastArgumentException>(() => { machine.Fire("load"); });
        machine.Fire("turn off");
        Assert.Equal("busy", machine.Fire("turn on"));
        Assert.Equal(
            ErrorCode.MachineCodeMissing,
            Assert.Throws<HoldfastOperationException>(() => { machine.Fire("finish"); }).Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"initial":"a"}""")]
    [InlineData("""{"initial":"a","states":[]}""")]
    [InlineData("""{"initial":1,"states":{}}""")]
    [InlineData("""{"initial":"a","states":{"a":{"on":[{"to":"a"}]}}}""")]
    [InlineData("""{"initial":"a","states":{"a":{"on":[{"trigger":"x"}]}}}""")]
    [InlineData("""{"initial":"a","states":{"a":{"on":[{"after":"soon","to":"a"}]}}}""")]
    [InlineData("""{"initial":"a","states":{"a":{"on":7}}}""")]
    public void FromJson_SomethingElse_IsRefused(string json) => Assert.Equal(
        ErrorCode.NotAMachine,
        Assert.Throws<HoldfastOperationException>(() => MachineDefinition.FromJson(Value.Parse(json))).Code);

    [Fact]
    public void FromJson_Contradictory_ListsTheProblems() => Assert.Single(
        Assert.Throws<InvalidMachineException>(() => MachineDefinition.FromJson(Value.Parse(
            """{"initial":"a","states":{"a":{"on":[{"trigger":"x","to":"b"}]}}}"""))).Problems);

    [Fact]
    public void FromJson_ActionsInsideTheFiring_AreNotSkipped()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New).RevertOnFailure();
        builder.In(Order.New).On(Step.Pay, Order.Paid).Do(_ => { }, "charge the card").On(Step.Cancel, Order.Cancelled);
        builder.Terminal(Order.Paid, Order.Cancelled);
        using Machine<string, string> machine = MachineDefinition.FromJson(builder.Build().ToJson()).CreateMachine();
        HoldfastOperationException missing =
            Assert.Throws<HoldfastOperationException>(() => { machine.Fire("Pay"); });
        Assert.Equal(ErrorCode.MachineCodeMissing, missing.Code);
        Assert.Contains("charge the card", missing.Message, StringComparison.Ordinal);
        Assert.Equal("Cancelled", machine.Fire("Cancel"));
    }

    [Fact]
    public void ToJson_SeveralGuards_AreReadOneByOne()
    {
        var builder = new MachineBuilder<string, string>("off");
        builder.In("off").On("press", "on").If("there is power", () => true).If("it is dark", () => true);
        builder.Terminal("on");
        Value json = builder.Build().ToJson();
        Assert.Equal("""["there is power","it is dark"]""", json["states"]["off"]["on"][0]["if"].ToString());
        bool isDark = false;
        using Machine<string, string> machine = MachineDefinition.FromJson(
            json,
            new Dictionary<string, Func<GuardContext<string, string>, bool>>
            {
                ["there is power"] = _ => true,
                ["it is dark"] = _ => isDark,
            }).CreateMachine();
        Assert.Equal(json, machine.Definition.ToJson());
        Assert.False(machine.TryFire("press"));
        isDark = true;
        Assert.Equal("on", machine.Fire("press"));
    }

    [Theory]
    [InlineData("End", "state \"End\" as s1_")]
    [InlineData("default", "state \"default\" as s1_")]
    [InlineData("50 %; #1", "state \"50 %#59; #35;1\" as s1_")]
    public void ToMermaid_NameThatMeansSomethingElse_IsDescribed(string name, string line)
    {
        var builder = new MachineBuilder<string, string>("begin");
        builder.In("begin").On("go; #1", name);
        builder.Terminal(name);
        string drawing = builder.Build().ToMermaid();
        Assert.Contains($"    {line}\n", drawing, StringComparison.Ordinal);
        Assert.Contains("    begin --> s1_ : go#59; #35;1\n", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void ToMermaid_OfEverything_IsThis() => Assert.Equal(
        """
        stateDiagram-v2
            [*] --> off
            off
            state on {
                [*] --> idle
                idle
                busy
            }
            broken
            off --> on : turn on
            on --> off : turn off
            idle --> busy : load [it is light]
            idle --> broken : load
            busy : note
            busy --> idle : finish [it is done]
            busy --> broken : after 1 h
            broken --> [*]

        """, Everything().ToMermaid());

    [Fact]
    public void ToMermaid_NamesThatAreNoIds_AreDescribed()
    {
        var builder = new MachineBuilder<string, string>("in stock: \"yes\"");
        builder.In("in stock: \"yes\"").On("sell", "end");
        builder.Terminal("end");
        Assert.Equal(
            """
            stateDiagram-v2
                state "in stock#colon; #quot;yes#quot;" as s0_
                state "end" as s1_
                [*] --> s0_
                s0_
                s1_
                s0_ --> s1_ : sell
                s1_ --> [*]

            """, builder.Build().ToMermaid());
    }

    [Fact]
    public void ToDot_OfEverything_IsThis() => Assert.Equal(
        """
        digraph machine {
            rankdir=LR;
            node [shape=box, style=rounded];
            start [shape=point];
            s0 [label="off"];
            subgraph cluster_1 {
                label="on";
                s1 [label="on", style=dotted];
                s2 [label="idle"];
                s3 [label="busy"];
            }
            s4 [label="broken", peripheries=2];
            start -> s0;
            s1 -> s2 [style=dotted];
            s0 -> s1 [label="turn on"];
            s1 -> s0 [label="turn off"];
            s2 -> s3 [label="load [it is light]"];
            s2 -> s4 [label="load"];
            s3 -> s3 [label="note", style=dashed];
            s3 -> s2 [label="finish [it is done]"];
            s3 -> s4 [label="after 1 h"];
        }

        """, Everything().ToDot());

    private const string Expected = """
        {
          "initial": "off",
          "states": {
            "off": {
              "on": [
                {
                  "trigger": "turn on",
                  "to": "on"
                }
              ]
            },
            "on": {
              "startsIn": "idle",
              "remembers": true,
              "exit": [
                "an action"
              ],
              "on": [
                {
                  "trigger": "turn off",
                  "to": "off"
                },
                {
                  "trigger": "hum",
                  "ignore": true
                }
              ]
            },
            "idle": {
              "within": "on",
              "on": [
                {
                  "trigger": "load",
                  "argument": "Decimal",
                  "if": "it is light",
                  "to": "busy"
                },
                {
                  "trigger": "load",
                  "argument": "Decimal",
                  "to": "broken"
                }
              ]
            },
            "busy": {
              "within": "on",
              "entry": [
                "light the lamp"
              ],
              "on": [
                {
                  "trigger": "note",
                  "stay": true
                },
                {
                  "trigger": "finish",
                  "if": "it is done",
                  "to": "idle",
                  "do": [
                    "ring"
                  ]
                },
                {
                  "after": "01:00:00",
                  "to": "broken"
                }
              ]
            },
            "broken": {}
          }
        }
        """;

    private static MachineDefinition<string, string> Readable(Value json) => MachineDefinition.FromJson(
        json,
        new Dictionary<string, Func<GuardContext<string, string>, bool>> { ["it is light"] = _ => true });

    private static MachineDefinition<string, string> Everything()
    {
        var builder = new MachineBuilder<string, string>("off");
        TypedTrigger<string, decimal> load = builder.Trigger<decimal>("load");
        builder.In("off").On("turn on", "on");
        builder.In("on").StartsIn("idle").RemembersSubstate().On("turn off", "off").Ignore("hum").OnExit(_ => { });
        builder.In("idle").Within("on")
            .On(load, "busy").If("it is light", weight => weight < 30)
            .On(load, "broken");
        builder.In("busy").Within("on").OnEntry(_ => { }, "light the lamp")
            .OnStay("note")
            .On("finish", "idle").If("it is done", () => true).Do(_ => { }, "ring")
            .After(TimeSpan.FromHours(1), "broken");
        builder.Terminal("broken");
        return builder.Build();
    }
}
