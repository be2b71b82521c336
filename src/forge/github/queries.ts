/* Checked against GitHub's own schema by test/contract/github-forge.test.ts, where the emulation runs them on it. */

const reviews = /* GraphQL */ `
  reviews(first: 100, after: $reviews, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) {
    pageInfo { hasNextPage endCursor }
    nodes {
      databaseId
      state
      submittedAt
      body
      commit { oid }
      author { __typename ... on User { databaseId } }
      authorCanPushToRepository
    }
  }`;

const dismissals = /* GraphQL */ `
  timelineItems(first: 100, after: $dismissals, itemTypes: [REVIEW_DISMISSED_EVENT]) {
    pageInfo { hasNextPage endCursor }
    nodes { ... on ReviewDismissedEvent { createdAt previousReviewState review { databaseId } } }
  }`;

const commits = /* GraphQL */ `
  commits(first: 100, after: $commits) {
    pageInfo { hasNextPage endCursor }
    nodes {
      commit {
        oid
        authors(first: 25) { pageInfo { hasNextPage } nodes { name email user { databaseId } } }
        committer { name email user { databaseId } }
      }
    }
  }`;

const cursors = "$reviews: String, $dismissals: String, $commits: String";

/** The pull requests that a commit belongs to, each with the first page of everything that a proof looks at. */
export const pullsOfCommit: string = /* GraphQL */ `
  query ($owner: String!, $name: String!, $oid: GitObjectID!, ${cursors}) {
    repository(owner: $owner, name: $name) {
      databaseId
      object(oid: $oid) {
        ... on Commit {
          associatedPullRequests(first: 5) {
            pageInfo { hasNextPage }
            nodes {
              number
              state
              createdAt
              mergedAt
              mergeCommit { oid }
              headRefName
              headRefOid
              baseRefName
              isCrossRepository
              baseRepository { databaseId }
              author { __typename ... on User { databaseId } }
              ${reviews}
              ${dismissals}
              ${commits}
            }
          }
        }
      }
    }
  }`;

/** A further page of a pull request's lists. Of a list whose cursor is not given, it is the first again. */
export const morePages: string = /* GraphQL */ `
  query ($owner: String!, $name: String!, $number: Int!, ${cursors}) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        ${reviews}
        ${dismissals}
        ${commits}
      }
    }
  }`;

/** One pull request, as whoever talks about it needs it; comments tell which are one's own. */
export const openChange: string = /* GraphQL */ `
  query ($owner: String!, $name: String!, $number: Int!, $comments: String) {
    repository(owner: $owner, name: $name) {
      databaseId
      pullRequest(number: $number) {
        id
        number
        state
        isDraft
        isMergeQueueEnabled
        isInMergeQueue
        mergeQueueEntry {
          headCommit {
            oid
          }
        }
        headRefName
        headRefOid
        baseRefName
        isCrossRepository
        author {
          __typename
          login
        }
        reviewRequests(first: 100) {
          nodes {
            requestedReviewer {
              __typename
              ... on User {
                login
              }
            }
          }
        }
        comments(first: 100, after: $comments) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            databaseId
            viewerDidAuthor
            viewerCanMinimize
            isMinimized
            author {
              __typename
            }
            body
          }
        }
      }
    }
  }
`;

/** Puts a pull request into main's queue, if that is still its head. */
export const enqueue: string = /* GraphQL */ `
  mutation ($pullRequestId: ID!, $expectedHeadOid: GitObjectID!) {
    enqueuePullRequest(input: { pullRequestId: $pullRequestId, expectedHeadOid: $expectedHeadOid }) {
      mergeQueueEntry {
        id
      }
    }
  }
`;

/** Folds a comment away. */
export const minimise: string = /* GraphQL */ `
  mutation ($subjectId: ID!) {
    minimizeComment(input: { subjectId: $subjectId, classifier: OUTDATED }) {
      minimizedComment {
        isMinimized
      }
    }
  }
`;
