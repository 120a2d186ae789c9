using Holdfast.Processes.Supervision;

namespace Holdfast.Processes.Tests.Supervision;

public sealed class RestartPolicyTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    [Fact]
    public void Decide_SecondRestartInThePeriod_GivesUpAndOneAfterItDoesNot()
    {
        Assert.Equal(ExitAction.GiveUp, SecondAfter(5000));
        Assert.Equal(ExitAction.Restart, SecondAfter(5001));

        static ExitAction SecondAfter(int milliseconds)
        {
            RestartPolicy policy = new(SupervisionStrategy.OneForOne, 1, Period, [RestartRule.Permanent]);
            Assert.Equal(ExitAction.Restart, policy.Decide(0, true, false, TimeSpan.FromSeconds(1)));
            return policy.Decide(0, true, false, TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    [Fact]
    public void Decide_RandomEnds_IsWhatANaiveModelSays()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        for (int run = 0; run < 500; run++)
        {
            int most = random.Next(5);
            RestartRule[] rules = [.. Enumerable.Range(0, 4).Select(_ => (RestartRule)random.Next(3))];
            RestartPolicy policy = new(SupervisionStrategy.OneForOne, most, Period, rules);
            List<TimeSpan> restarts = [];
            TimeSpan now = TimeSpan.Zero;
            ExitAction action;
            do
            {
                now += TimeSpan.FromMilliseconds(random.Next(0, 3000));
                int child = random.Next(rules.Length);
                (bool failed, bool stopped) = (random.Next(2) == 0, random.Next(5) == 0);
                action = policy.Decide(child, failed, stopped, now);
                Assert.True(Naive(rules[child], failed, stopped) == action, $"seed {seed}, run {run}, at {now}");
            }
            while (action != ExitAction.GiveUp && now < TimeSpan.FromMinutes(1));

            ExitAction Naive(RestartRule rule, bool failed, bool stopped)
            {
                if (stopped) return ExitAction.Stopped;
                if (rule == RestartRule.Temporary || (rule == RestartRule.Transient && !failed))
                    return ExitAction.Leave;
                restarts.Add(now);
                return restarts.Count(time => time >= now - Period) > most ? ExitAction.GiveUp : ExitAction.Restart;
            }
        }
    }

    [Theory]
    [InlineData(SupervisionStrategy.OneForOne, "1")]
    [InlineData(SupervisionStrategy.OneForAll, "0 1 2")]
    [InlineData(SupervisionStrategy.RestForOne, "1 2")]
    public void Concerned_TheMiddleOne_IsAsTheStrategySays(SupervisionStrategy strategy, string expected)
    {
        RestartPolicy policy = new(strategy, 1, Period, new RestartRule[3]);
        int[] all = [0, 1, 2];
        Assert.Equal(expected, string.Join(' ', all[policy.Concerned(1)]));
    }
}
