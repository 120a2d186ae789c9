using System.Runtime.InteropServices;

namespace Holdfast.Processes.Tests.Starting;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Exceptions_WhatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new RetryPolicy { Exceptions = [typeof(string)] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy { Delay = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy { Backoff = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy { MaxRetries = -1 });
        Assert.Equal([PosixSignal.SIGTERM], new RetryPolicy { Signals = [PosixSignal.SIGTERM] }.Signals);
    }

    [Fact]
    public void DelayBefore_EachRetry_GrowsAndEndsAtADay()
    {
        RetryPolicy policy = new() { Delay = TimeSpan.FromSeconds(2), Backoff = 3 };
        Assert.Equal([2, 6, 18], Enumerable.Range(1, 3).Select(retry => policy.DelayBefore(retry).TotalSeconds));
        Assert.Equal(TimeSpan.FromDays(1), policy.DelayBefore(1000));
        Assert.Equal(TimeSpan.FromSeconds(5), new RetryPolicy().DelayBefore(7));
    }

    [Fact]
    public void Allows_MostRetries_AreThatMany()
    {
        RetryPolicy policy = new() { MaxRetries = 2 };
        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(policy.Allows));
        Assert.True(new RetryPolicy().Allows(int.MaxValue));
        Assert.False(new RetryPolicy { MaxRetries = 0 }.Allows(1));
    }
}
