using System.Globalization;
using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

public abstract partial class StateContract
{
    [Fact]
    public void Atomic_ReadChangedByOthers_RunsAgain()
    {
        Shop["/a"] = 1;
        var attempts = new List<int>();

        Shop.Atomic(tx =>
        {
            attempts.Add(tx.Attempt);
            int seen = tx.Get<int>("/a");
            if (tx.Attempt == 1)
            {
                ChangeFromOutside("/a", 10);
            }

            tx["/a"] = seen + 1;
        });

        Assert.Equal([1, 2], attempts);
        Assert.Equal(11, Shop.Get<int>("/a"));
    }

    [Fact]
    public void Atomic_WriteOnly_NeverConflicts()
    {
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            ChangeFromOutside("/count", 5);
            tx.Add("/count", 1);
        });

        Assert.Equal(1, runs);
        Assert.Equal(6, Shop.Get<int>("/count"));
    }

    [Fact]
    public void Atomic_AbsentPresentAbsent_Holds()
    {
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            Assert.False(tx.Exists("/a"));
            ChangeFromOutside("/a", 1);
            RemoveFromOutside("/a");
            tx["/b"] = 1;
        });

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Atomic_EnumerationAgainstInsert_RunsAgain()
    {
        Shop["/orders/a"] = 1;
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            int count = tx.GetNames("/orders").Count;
            if (runs == 1)
            {
                ChangeFromOutside("/orders/b", 2);
            }

            tx["/count"] = count;
        });

        Assert.Equal(2, runs);
        Assert.Equal(2, Shop.Get<int>("/count"));
    }

    [Fact]
    public void Atomic_NamesReadAndValueChanged_Holds()
    {
        Shop["/orders/a"] = 1;
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            tx["/count"] = tx.GetNames("/orders").Count;
            ChangeFromOutside("/orders/a", 2);
        });

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Atomic_IndexShifted_RunsAgain()
    {
        Shop["/list"] = Value.Parse("[1,2,3]");
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            int second = tx.Get<int>("/list/1");
            if (runs == 1)
            {
                RemoveFromOutside("/list/0");
            }

            tx["/seen"] = second;
        });

        Assert.Equal(2, runs);
        Assert.Equal(3, Shop.Get<int>("/seen"));
    }

    [Fact]
    public void Atomic_RollbackMeanwhile_RunsAgain()
    {
        Revision first = Shop.Set("/a", 1);
        Shop["/a"] = 2;
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            int seen = tx.Get<int>("/a");
            if (runs == 1)
            {
                FromOutside(state => state.Rollback(first));
            }

            tx["/seen"] = seen;
        });

        Assert.Equal(2, runs);
        Assert.Equal(1, Shop.Get<int>("/seen"));
    }

    [Fact]
    public void Atomic_AlwaysConflicting_EndsWithCodedConflict()
    {
        Shop["/a"] = 1;

        var conflict = Assert.Throws<ConflictException>(() => Shop.Atomic(
            tx =>
            {
                int seen = tx.Get<int>("/a");
                ChangeFromOutside("/a", seen + 1);
                tx["/a"] = seen;
            },
            new() { MaxAttempts = 3 }));

        Assert.Equal("/a", conflict.Path);
        Assert.Equal(3, conflict.Attempts);
    }

    [Fact]
    public void Atomic_ReadPathMovedOver_RunsAgain()
    {
        Shop["/a"] = 1;
        Shop["/b"] = 2;
        int runs = 0;

        Shop.Atomic(tx =>
        {
            int seen = tx.Get<int>("/a");
            if (++runs == 1)
            {
                FromOutside(state => state.Apply(Patch.Parse("""[{"op":"move","from":"/b","path":"/a"}]""")));
            }

            tx["/seen"] = seen;
        });

        Assert.Equal(2, runs);
        Assert.Equal("""{"a":2,"seen":2}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Atomic_OtherMemberCreatedMeanwhile_Holds()
    {
        int runs = 0;

        Shop.Atomic(tx =>
        {
            runs++;
            Assert.False(tx.Exists("/orders/x"));
            ChangeFromOutside("/orders/y", 1);
            tx["/orders/x"] = 2;
        });

        Assert.Equal(1, runs);
        Assert.Equal("""{"orders":{"y":1,"x":2}}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Atomic_SameMemberCreatedMeanwhile_RunsAgain()
    {
        int runs = 0;

        bool created = Shop.Atomic(tx =>
        {
            bool isMissing = !tx.Exists("/orders/x");
            if (++runs == 1)
            {
                ChangeFromOutside("/orders/x", 1);
            }

            if (isMissing)
            {
                tx["/orders/x"] = 2;
            }

            return isMissing;
        }).Value;

        Assert.False(created);
        Assert.Equal(1, Shop.Get<int>("/orders/x"));
    }
}
