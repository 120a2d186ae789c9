using Holdfast.Collections;
using Holdfast.Errors;

namespace Holdfast.Tests.Collections;

public sealed class SingletonTests
{
    [Fact]
    public void Instance_Twice_IsTheSame()
    {
        Assert.Same(Singleton<Plain>.Instance, Singleton<Plain>.Instance);
        Assert.True(Singleton<Plain>.Exists);
    }

    [Fact]
    public void Get_Twice_KeepsTheFirst()
    {
        int made = 0;
        Numbered first = Singleton<Numbered>.Get(() => Make(1));
        Numbered second = Singleton<Numbered>.Get(() => Make(2));
        Assert.Same(first, second);
        Assert.Equal((1, 1), (second.Number, made));

        Numbered Make(int number)
        {
            made++;
            return new Numbered(number);
        }
    }

    [Fact]
    public void Get_ConstructorThatFailedOnce_IsTriedAgain()
    {
        Assert.Throws<InvalidDataException>(() => Singleton<Failing>.Get(() => throw new InvalidDataException()));
        Assert.False(Singleton<Failing>.Exists);
        Assert.Same(Singleton<Failing>.Get(() => new Failing()), Singleton<Failing>.Instance);
    }

    [Fact]
    public void Delete_Made_LetsTheNextBeMade()
    {
        Deleted first = Singleton<Deleted>.Instance;
        Singleton<Deleted>.Delete();
        Assert.False(Singleton<Deleted>.Exists);
        Assert.NotSame(first, Singleton<Deleted>.Instance);
    }

    [Fact]
    public void Delete_NotMade_IsACodedKeyError() => Assert.Equal(
        ErrorCode.NoSingleton, Assert.Throws<PathNotFoundException>(Singleton<Never>.Delete).Code);

    [Fact]
    public void Instance_OfADerivedType_IsAnother()
    {
        Base own = Singleton<Base>.Instance;
        Assert.NotSame(own, Singleton<Derived>.Instance);
        Assert.IsType<Base>(own, exactMatch: true);
    }

    [Fact]
    public async Task Get_FiftyThreadsAtOnce_MakeOne()
    {
        const int threads = 50;
        int made = 0;
        using Barrier start = new(threads);
        Raced[] all = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Singleton<Raced>.Get(() =>
                {
                    Interlocked.Increment(ref made);
                    return new Raced();
                });
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(1, made);
        Assert.Single(all.Distinct());
    }

    [Fact]
    public void Get_InItsOwnConstructor_IsACodedError() => Assert.Equal(
        ErrorCode.SingletonRecursion,
        Assert.Throws<HoldfastOperationException>(
            () => Singleton<Recursive>.Get(() => new Recursive(Singleton<Recursive>.Get(() => new Recursive(null)))))
            .Code);

    // Each waited in the lock of its type for the other one.
    [Fact]
    public async Task Get_ConstructorsThatAskForEachOtherOnTwoThreads_OneIsRefused()
    {
        using Barrier both = new(2);
        Task<Here> here = Run(() => Singleton<Here>.Get(() =>
        {
            both.SignalAndWait();
            Singleton<There>.Get(() => new There());
            return new Here();
        }));
        Task<There> there = Run(() => Singleton<There>.Get(() =>
        {
            both.SignalAndWait();
            Singleton<Here>.Get(() => new Here());
            return new There();
        }));
        Task all = Task.WhenAll(here, there);
        await Task.WhenAny(all).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Task[] refused = [.. new Task[] { here, there }.Where(task => task.IsFaulted)];
        Assert.Equal(
            ErrorCode.SingletonRecursion,
            Assert.IsType<HoldfastOperationException>(Assert.Single(refused).Exception!.InnerException).Code);
        Assert.NotNull(Singleton<Here>.Get(() => new Here()));
        Assert.NotNull(Singleton<There>.Get(() => new There()));

        static Task<T> Run<T>(Func<T> run) => Task.Factory.StartNew(
            run,
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private sealed class Here;

    private sealed class There;

    private sealed class Plain;

    private sealed record Numbered(int Number);

    private sealed class Failing;

    private sealed class Deleted;

    private sealed class Never;

    private class Base;

    private sealed class Derived : Base;

    private sealed class Raced;

    private sealed class Recursive(Recursive? inner)
    {
        public Recursive? Inner => inner;
    }
}
