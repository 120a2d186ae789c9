using FsCheck;
using FsCheck.Fluent;
using Holdfast.Lifecycle.Resources;

namespace Holdfast.Tests.Lifecycle.Resources;

/// <summary>Random calls on a resource and on the plainest thing that could count them.</summary>
public sealed class SharedResourceModelTests
{
    [Fact]
    public void Calls_InAnyOrder_AgreeWithANaiveCounter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.Choose(0, 5).ArrayOf(40).ToArbitrary(), Run));

    private static void Run(int[] calls)
    {
        Lamp lamp = new();
        Stack<ResourceLease<string>> leases = new();
        int count = 0, starts = 0, underflows = 0;
        bool hasOpened = false;
        foreach (int call in calls)
        {
            switch (call)
            {
                case 0:
                    lamp.Open();
                    Opened();
                    break;
                case 1:
                    leases.Push(lamp.Lease());
                    Opened();
                    break;
                case 2 when count > leases.Count:
                    lamp.Close();
                    count--;
                    break;
                case 2 when hasOpened && count == 0:
                    lamp.Close();
                    underflows++;
                    break;
                case 3 when leases.TryPop(out ResourceLease<string>? lease):
                    lease.Dispose();
                    lease.Dispose();
                    count--;
                    break;
                case 4:
                    lamp.AtStartUp = _ => throw new InvalidTimeZoneException();
                    if (count == 0) Assert.Throws<InvalidTimeZoneException>(() => lamp.Open());
                    lamp.AtStartUp = null;
                    break;
            }

            Assert.Equal((count > 0, hasOpened && count == 0), (lamp.IsOpen, lamp.IsClosed));
            ResourceCounters counters = lamp.Counters;
            Assert.Equal(
                (hasOpened, count, (long)starts, (long)underflows),
                (counters.HasOpened, counters.OpenCount, counters.StartUps, counters.Underflows));
        }

        void Opened()
        {
            if (count++ == 0) starts++;
            hasOpened = true;
        }
    }
}
