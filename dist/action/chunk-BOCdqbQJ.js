import{n as brevetError,t as BrevetError}from"./chunk-BYAAydcs.js";import{t as textIn}from"./chunk-BXxAbhcr.js";import{t as parseInstant}from"./chunk-xfdGCpHi.js";var Answer=class Answer{#what;#value;constructor(what,value){this.#what=what,this.#value=value}get(...names){let value=this.#value;for(let name of names)value=isRecord(value)?value[name]:void 0;return new Answer(this.#what,value??null)}get isNull(){return this.#value===null||this.#value===void 0}text(){if(typeof this.#value!=`string`)throw this.#wrong(`a text`);return this.#value}number(){if(typeof this.#value!=`number`||!Number.isSafeInteger(this.#value))throw this.#wrong(`a number`);return this.#value}flag(){if(typeof this.#value!=`boolean`)throw this.#wrong(`yes or no`);return this.#value}instant(){let at=parseInstant(this.text());if(at===null)throw this.#wrong(`a time`);return at}list(){if(!Array.isArray(this.#value))throw this.#wrong(`a list`);return this.#value.map(item=>new Answer(this.#what,item))}texts(){if(!isRecord(this.#value))throw this.#wrong(`an object`);return Object.fromEntries(Object.entries(this.#value).flatMap(([name,value])=>typeof value==`string`?[[name,value]]:[]))}maybe(read){return this.isNull?null:read(this)}#wrong(expected){return brevetError(`FORGE_FAILED`,{what:this.#what,said:`a part of its answer is not ${expected}`})}};function isRecord(value){return typeof value==`object`&&!!value&&!Array.isArray(value)}const everyMs=1e3;function paced(now=Date.now,wait=ms=>new Promise(done=>setTimeout(done,ms))){let free=20,since=now(),turn=Promise.resolve(),take=async()=>{let passed=Math.floor((now()-since)/everyMs);free=Math.min(20,free+passed),since+=passed*everyMs,free>0?free--:(await wait(Math.max(0,since+everyMs-now())),since=now())};return()=>turn=turn.then(take)}const noes=/* @__PURE__ */ new Set([404,405,409,422]),saidNo={NOT_FOUND:404,UNPROCESSABLE:422},once={retries:0};function openClient(place){let[owner=``,repo=``]=place.repository.split(`/`),opened=null,turn=paced(),spent={made:0,unchanged:0,left:null},octokit=()=>{if(place.token===null)throw brevetError(`FORGE_TOKEN_MISSING`,{});return opened??=connect(place,place.token,spent)};return{hasToken:place.token!==null,owner,repo,spent:()=>({...spent}),query:(what,document,variables,{signal})=>asked(what,signal,async()=>(await octokit()).graphql(document,{owner,name:repo,...variables,request:{signal}})),one:(what,route,parameters,{signal})=>asked(what,signal,async()=>(await(await octokit()).request(route,{owner,repo,...parameters,request:{signal}})).data),write:(what,route,parameters,{signal})=>asked(what,signal,()=>written(async()=>{await turn();let request={signal,...once};return(await(await octokit()).request(route,{owner,repo,...parameters,request})).data})),mutate:(what,document,variables,{signal})=>asked(what,signal,()=>written(async()=>(await turn(),(await octokit()).graphql(document,{...variables,request:{signal,...once}})))),async*pages(what,route,parameters,{signal}){let wanted={owner,repo,per_page:100,...parameters,request:{signal}},iterator=(await asked(what,signal,async()=>(await octokit()).paginate.iterator(route,wanted)))[Symbol.asyncIterator]();for(;;){let page=await asked(what,signal,()=>iterator.next());if(page.done===!0)return;let{data}=page.value;if(!Array.isArray(data))throw brevetError(`FORGE_FAILED`,{what,said:`its answer is no list`});yield data}}}}async function connect({apiUrl,pauseMs=1e3},token,spent){let[{Octokit:Plain},{throttling},{retry}]=await Promise.all([import(`./chunk-BODo1-O2.js`),import(`./chunk-CWsS8qWW.js`),import(`./chunk-C_qpSN9i.js`)]),isWorthIt=(after,_options,_octokit,tries)=>after<=10&&tries<1,octokit=new(Plain.plugin(throttling,retry))({auth:token,baseUrl:apiUrl,userAgent:`brevet`,log:{debug:silent,info:silent,warn:silent,error:silent},throttle:{onRateLimit:isWorthIt,onSecondaryRateLimit:isWorthIt,write:unhurried,notifications:unhurried},retry:{retries:2,doNotRetry:final,retryAfterBaseValue:pauseMs}});return rememberAnswers(octokit),count(octokit,spent),octokit}function count(octokit,spent){let left=value=>{typeof value==`string`&&/^[0-9]{1,9}$/.test(value)&&(spent.left=Number(value))};octokit.hook.before(`request`,()=>{spent.made++}),octokit.hook.after(`request`,({headers})=>left(headers[`x-ratelimit-remaining`])),octokit.hook.error(`request`,error=>{throw statusOf(error)===304&&spent.unchanged++,error})}function rememberAnswers(octokit){let known=/* @__PURE__ */ new Map;octokit.hook.wrap(`request`,async(request,options)=>{if(options.method!==`GET`)return request(options);let{url}=octokit.request.endpoint(options),before=known.get(url);before!==void 0&&(options.headers[`if-none-match`]=before.etag);try{let response=await request(options),{etag}=response.headers;return etag!==void 0&&known.set(url,{etag,response:{...response,data:structuredClone(response.data)}}),response}catch(error){if(statusOf(error)===304&&before!==void 0)return{...before.response,data:structuredClone(before.response.data)};throw error}})}async function asked(what,signal,call){signal.throwIfAborted();try{return await call()}catch(error){throw signal.throwIfAborted(),error instanceof BrevetError?error:brevetError(`FORGE_FAILED`,{what,said:wordsOf(error)},{cause:error})}}async function written(call){try{return{ok:!0,data:await call()}}catch(error){let status=statusOf(error)??saidNo[errorTypeOf(error)]??null;if(status===null||!noes.has(status))throw error;return{ok:!1,status,said:wordsOf(error)}}}function errorTypeOf(error){return textIn(saidBy(error),`type`)??``}function saidBy(error){return error instanceof Error&&`errors`in error&&Array.isArray(error.errors)?error.errors[0]:null}function statusOf(error){let status=error instanceof Error&&`status`in error?error.status:null;return typeof status==`number`?status:null}function wordsOf(error){let[line=``]=(textIn(saidBy(error),`message`)??(error instanceof Error?error.message:String(error))).split(`
`);return line.replaceAll(/[^ -~]/g,`?`).slice(0,200)}const final=[400,401,403,404,410,422,429,451],unhurried={key:()=>({schedule:(_options,job)=>job()})};function silent(){}const reviews=`
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
  }`,dismissals=`
  timelineItems(first: 100, after: $dismissals, itemTypes: [REVIEW_DISMISSED_EVENT]) {
    pageInfo { hasNextPage endCursor }
    nodes { ... on ReviewDismissedEvent { createdAt previousReviewState review { databaseId } } }
  }`,commits=`
  commits(first: 100, after: $commits) {
    pageInfo { hasNextPage endCursor }
    nodes {
      commit {
        oid
        authors(first: 25) { pageInfo { hasNextPage } nodes { name email user { databaseId } } }
        committer { name email user { databaseId } }
      }
    }
  }`,cursors=`$reviews: String, $dismissals: String, $commits: String`,pullsOfCommit=`
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
  }`,morePages=`
  query ($owner: String!, $name: String!, $number: Int!, ${cursors}) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        ${reviews}
        ${dismissals}
        ${commits}
      }
    }
  }`,openChange=`
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
`,enqueue=`
  mutation ($pullRequestId: ID!, $expectedHeadOid: GitObjectID!) {
    enqueuePullRequest(input: { pullRequestId: $pullRequestId, expectedHeadOid: $expectedHeadOid }) {
      mergeQueueEntry {
        id
      }
    }
  }
`,minimise=`
  mutation ($subjectId: ID!) {
    minimizeComment(input: { subjectId: $subjectId, classifier: OUTDATED }) {
      minimizedComment {
        isMinimized
      }
    }
  }
`;export{pullsOfCommit as a,Answer as c,openChange as i,minimise as n,openClient as o,morePages as r,statusOf as s,enqueue as t};