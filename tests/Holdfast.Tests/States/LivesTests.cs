namespace Holdfast.Tests.States;

/// <summary>A namespace that is removed and made anew over and over while others read it.</summary>
public sealed class LivesTests
{
    private const long Milliseconds = 2000;

    private static readonly StatePath Place = "/x";

    private bool _isOver;

    // A reader that was late kept what it had read of one life in the cache of the next, under the same revision: about
    // one of five runs met it.
    [Fact]
    public void TryGet_RemovedAndMadeAnewBesideReaders_NeverGivesTheValueOfAnotherLife()
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("lives");
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() => ReadOn(state)))];
        Array.ForEach(readers, reader => reader.Start());
        try
        {
            long end = Environment.TickCount64 + Milliseconds;
            for (int life = 1; Environment.TickCount64 < end; life++)
            {
                state[Place] = life;
                for (int read = 0; read < 20; read++) Assert.Equal(life, state.Get<int>(Place));
                store.Remove("lives");
            }
        }
        finally
        {
            Volatile.Write(ref _isOver, true);
            Array.ForEach(readers, reader => reader.Join());
        }
    }

    private void ReadOn(State state)
    {
        while (!Volatile.Read(ref _isOver)) state.TryGet(Place, out Value _);
    }
}
