using Holdfast.Machines;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Machines;

/// <summary>Random machines, nested and not, fired at random beside a naive one.</summary>
public sealed class MachineModelTests
{
    private const int Triggers = 4;
    private const int Firings = 60;

    [Fact]
    public void Fire_AtRandomInMemory_IsAsTheNaiveMachine() => Property.Holds(
        seed => IsAsNaive(seed, static definition => definition.CreateMachine()), tests: 400);

    [Fact]
    public void Fire_AtRandomWithHistory_IsAsTheNaiveMachine() => Property.Holds(
        seed => IsAsNaive(seed, static definition => definition.CreateMachine(
            new MachineOptions { KeepsHistory = true, HistoryLimit = Firings + 1 }), isRecorded: true),
        tests: 200);

    [Fact]
    public void Fire_AtRandomAtAPath_IsAsTheNaiveMachine()
    {
        using Store store = Store.Open("memory:");
        int made = 0;
        Property.Holds(
            seed => IsAsNaive(
                seed, definition => store.GetState($"m{made++}").GetMachine("/machine", definition), isRecorded: true),
            tests: 50);
    }

    [Fact]
    public void Fire_AtRandomByTheStoredDefinition_IsAsTheNaiveMachine() => Property.Holds(
        seed =>
        {
            Plan plan = Plan.Make(new Random(seed));
            MachineDefinition<int, int> definition = plan.Build(out List<string> _);
            using Machine<int, int> first = definition.CreateMachine();
            using Machine<string, string> second = MachineDefinition.FromJson(
                definition.ToJson(),
                new Dictionary<string, Func<GuardContext<string, string>, bool>>
                {
                    ["yes"] = _ => true,
                    ["no"] = _ => false,
                }).CreateMachine();
            Random random = new(seed);
            for (int index = 0; index < Firings; index++)
            {
                int trigger = random.Next(Triggers);
                if (first.TryFire(trigger) != second.TryFire($"{trigger}")) return false;
                if ($"{first.Current}" != second.Current) return false;
            }

            return true;
        },
        tests: 200);

    private static bool IsAsNaive(
        int seed, Func<MachineDefinition<int, int>, Machine<int, int>> make, bool isRecorded = false)
    {
        Random random = new(seed);
        Plan plan = Plan.Make(random);
        NaiveMachine naive = plan.ToNaive();
        MachineDefinition<int, int> definition = plan.Build(out List<string> calls);
        using Machine<int, int> machine = make(definition);
        int fired = 0;
        for (int index = 0; index < Firings; index++)
        {
            int trigger = random.Next(Triggers);
            bool isTaken = naive.Fire(trigger);
            if (machine.CanFire(trigger) != isTaken || machine.TryFire(trigger) != isTaken) return false;
            if (machine.Current != naive.State || !calls.SequenceEqual(naive.Calls)) return false;
            if (isTaken) fired++;
        }

        return !isRecorded || machine.History.Count() == fired + 1;
    }

    /// <summary>What a random machine is.</summary>
    private sealed record Plan(List<NaiveMachine.Rule> Rules, int?[] Parents, int?[] Initials, bool[] Remembers)
    {
        public static Plan Make(Random random)
        {
            int states = random.Next(1, 9);
            int?[] parents = [.. Enumerable.Range(0, states)
                .Select(state => state > 0 && random.Next(2) == 0 ? random.Next(state) : default(int?))];
            int?[] initials = [.. Enumerable.Range(0, states).Select(state =>
                Array.IndexOf(parents, state) is > 0 and int child && random.Next(3) > 0 ? child : default(int?))];
            bool[] remembers = [.. Enumerable.Range(0, states)
                .Select(state => parents.Contains(state) && random.Next(2) == 0)];
            List<NaiveMachine.Rule> rules = [];
            for (int state = 0; state < states; state++)
            {
                for (int trigger = 0; trigger < Triggers; trigger++)
                {
                    if (random.Next(2) == 0) rules.Add(new(state, trigger, random.Next(2) == 0, Target()));
                    if (random.Next(2) == 0) rules.Add(new(state, trigger, true, Target()));
                }
            }

            // One way through all states, so that none is unreached.
            rules.RemoveAll(rule => rule.Trigger == 0);
            rules.AddRange(Enumerable.Range(0, states).Select(state =>
                new NaiveMachine.Rule(state, 0, true, (state + 1) % states)));
            return new Plan(rules, parents, initials, remembers);

            int? Target() => random.Next(5) == 0 ? null : random.Next(states);
        }

        public NaiveMachine ToNaive()
        {
            NaiveMachine naive = new(Rules, Parents, Initials, Remembers);
            naive.Start(0);
            return naive;
        }

        public MachineDefinition<int, int> Build(out List<string> calls)
        {
            List<string> made = calls = [];
            var builder = new MachineBuilder<int, int>(0);
            for (int state = 0; state < Parents.Length; state++)
            {
                int here = state;
                StateBuilder<int, int> own = builder.In(state)
                    .OnEntry(_ => made.Add($"+{here}")).OnExit(_ => made.Add($"-{here}"));
                if (Parents[state] is { } parent) own.Within(parent);
                if (Initials[state] is { } initial) own.StartsIn(initial);
                if (Remembers[state]) own.RemembersSubstate();
            }

            foreach (NaiveMachine.Rule rule in Rules)
            {
                StateBuilder<int, int> own = builder.In(rule.From);
                TransitionBuilder<int, int> transition =
                    rule.To is { } target ? own.On(rule.Trigger, target) : own.OnStay(rule.Trigger);
                bool isLast = ReferenceEquals(
                    rule, Rules.FindLast(other => other.From == rule.From && other.Trigger == rule.Trigger));
                if (!rule.Holds || !isLast) transition.If(rule.Holds ? "yes" : "no", () => rule.Holds);
            }

            return builder.Build();
        }
    }
}
